"""What lists and servers add to e-mails, and prose that resembles it."""

# Of lists, scanners and mail servers, below a text.
NOTICES = {
    "mailman": (
        "_______________________________________________\n"
        "Residents mailing list\n"
        "Residents@lists.x.org\n"
        "https://lists.x.org/mailman/listinfo/residents"
    ),
    "mailman3": (
        "_______________________________________________\n"
        "Residents mailing list -- residents@lists.x.org\n"
        "To unsubscribe send an email to residents-leave@lists.x.org"
    ),
    "google groups": (
        "-- \n"
        "You received this message because you are subscribed to the "
        'Google Groups "Residents" group.\n'
        "To unsubscribe from this group and stop receiving emails from it, "
        "send an email to residents+unsubscribe@googlegroups.com.\n"
        "To view this discussion visit "
        "https://groups.google.com/d/msgid/residents/abc."
    ),
    "groups.io": (
        "-=-=-=-=-=-=-=-=-=-=-=-\n"
        "Groups.io Links: You receive all messages sent to this group.\n"
        "View/Reply Online (#123): "
        "https://groups.io/g/residents/message/123\n"
        "Mute This Topic: https://groups.io/mt/1/2\n"
        "Group Owner: residents+owner@groups.io\n"
        "Unsubscribe: https://groups.io/g/residents/unsub\n"
        "-=-=-=-=-=-=-=-=-=-=-=-"
    ),
    "listserv": (
        "##################################################################"
        "######\n"
        "\n"
        "To unsubscribe from the RESIDENTS list, click the following link:\n"
        "https://www.jiscmail.ac.uk/cgi-bin/WA-JISC.exe?SUBED1=RESIDENTS&A="
        "1\n"
        "\n"
        "This message was issued to members of "
        "www.jiscmail.ac.uk/RESIDENTS, a mailing list hosted by "
        "www.jiscmail.ac.uk, terms & conditions are available at "
        "https://www.jiscmail.ac.uk/policyandsecurity/"
    ),
    "avast": (
        "---\n"
        "This email has been checked for viruses by Avast antivirus "
        "software.\n"
        "https://www.avast.com/antivirus"
    ),
    "avast2": (
        "-- \n"
        "This email has been checked for viruses by Avast antivirus "
        "software.\n"
        "www.avast.com"
    ),
    "avast3": (
        "Virus-free.www.avast.com "
        "<https://www.avast.com/sig-email?utm_medium=email>\n"
        "<#DAB4FAD8-2DD7-40BB-A1B8-4E2AA1F9FDF2>"
    ),
    "avast de": (
        "---\n"
        "Diese E-Mail wurde von Avast Antivirus-Software auf Viren "
        "geprüft.\n"
        "https://www.avast.com/antivirus"
    ),
    "avast fr": (
        "---\n"
        "L'absence de virus dans ce courrier électronique a été vérifiée "
        "par le logiciel antivirus Avast.\n"
        "https://www.avast.com/antivirus"
    ),
    "avast pl": (
        "---\n"
        "Ta wiadomość e-mail została sprawdzona pod kątem wirusów przez "
        "oprogramowanie Avast.\n"
        "https://www.avast.com/antivirus"
    ),
    "avast it": (
        "---\n"
        "Questa e-mail è stata controllata per individuare virus con Avast "
        "antivirus.\n"
        "https://www.avast.com/antivirus"
    ),
    "avg": (
        "-----\n"
        "No virus found in this message.\n"
        "Checked by AVG - www.avg.com\n"
        "Version: 2016.0.7497 / Virus Database: 4489/11651 - Release Date: "
        "02/18/16"
    ),
    "eset": (
        "__________ Information from ESET Smart Security, version of virus "
        "signature database 5853 (20110207) __________\n"
        "\n"
        "The message was checked by ESET Smart Security.\n"
        "\n"
        "http://www.eset.com"
    ),
    "mimecast": (
        "Disclaimer\n"
        "\n"
        "The information contained in this communication from the sender "
        "is confidential. It is intended solely for use by the recipient "
        "and others authorized to receive it. If you are not the "
        "recipient, you are hereby notified that any disclosure, copying, "
        "distribution or taking action in relation of the contents of this "
        "information is strictly prohibited and may be unlawful.\n"
        "\n"
        "This email has been scanned for viruses and malware, and may have "
        "been automatically archived by Mimecast Ltd."
    ),
    "disc en": (
        "This email and any files transmitted with it are confidential and "
        "intended solely for the use of the individual or entity to whom "
        "they are addressed. If you have received this email in error "
        "please notify the system manager."
    ),
    "disc en stars": (
        "******************************************************************"
        "****\n"
        "This email and any files transmitted with it are confidential and\n"
        "intended solely for the use of the individual or entity to whom "
        "they\n"
        "are addressed. If you have received this email in error please "
        "notify\n"
        "the system manager.\n"
        "******************************************************************"
        "****"
    ),
    "disc en2": (
        "CONFIDENTIALITY NOTICE: This e-mail message, including any "
        "attachments, is for the sole use of the intended recipient(s) and "
        "may contain confidential and privileged information. Any "
        "unauthorized review, use, disclosure or distribution is "
        "prohibited."
    ),
    "disc en3": (
        "The information in this e-mail is confidential and may be legally "
        "privileged. It is intended solely for the addressee. Access to "
        "this e-mail by anyone else is unauthorised. If you are not the "
        "intended recipient, any disclosure is prohibited."
    ),
    "disc de": (
        "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte "
        "Informationen. Wenn Sie nicht der richtige Adressat sind oder "
        "diese E-Mail irrtümlich erhalten haben, informieren Sie bitte "
        "sofort den Absender und vernichten Sie diese Mail."
    ),
    "disc fr": (
        "Ce message et toutes les pièces jointes sont confidentiels et "
        "établis à l'intention exclusive de ses destinataires. Si vous "
        "avez reçu ce message par erreur, merci de le détruire et d'en "
        "avertir immédiatement l'expéditeur."
    ),
    "disc es": (
        "Este mensaje y sus archivos adjuntos son confidenciales y se "
        "dirigen exclusivamente a su destinatario. Si usted no es el "
        "destinatario, le rogamos que nos lo comunique y proceda a su "
        "eliminación."
    ),
    "disc it": (
        "Le informazioni contenute nella presente comunicazione e i "
        "relativi allegati possono essere riservate e sono, comunque, "
        "destinate esclusivamente alle persone o alla Società "
        "sopraindicati. Se avete ricevuto questo messaggio per errore, vi "
        "preghiamo di distruggerlo."
    ),
    "disc pl": (
        "Treść tej wiadomości jest poufna i przeznaczona wyłącznie dla "
        "adresata. Jeżeli nie są Państwo adresatem niniejszej wiadomości, "
        "prosimy o jej usunięcie i powiadomienie nadawcy."
    ),
    "disc ro": (
        "Acest mesaj este confidențial și se adresează exclusiv "
        "destinatarului. Dacă nu sunteți destinatarul acestui mesaj, vă "
        "rugăm să îl ștergeți și să anunțați expeditorul."
    ),
    "disc nl": (
        "Dit bericht is uitsluitend bestemd voor de geadresseerde en kan "
        "vertrouwelijke informatie bevatten. Als u dit bericht ten "
        "onrechte ontvangt, verzoeken wij u de afzender te informeren en "
        "het bericht te verwijderen."
    ),
    "disc pt": (
        "Esta mensagem e seus anexos são confidenciais e destinam-se "
        "exclusivamente ao destinatário. Se recebeu esta mensagem por "
        "engano, por favor informe o remetente e apague-a."
    ),
    "disc tr": (
        "Bu e-posta mesajı ve ekleri gizlidir ve yalnızca adreste "
        "belirtilen kişiye özeldir. Bu mesaj size yanlışlıkla ulaşmışsa, "
        "lütfen göndereni bilgilendiriniz ve mesajı siliniz."
    ),
    "disc ru": (
        "Это сообщение и любые документы, приложенные к нему, содержат "
        "конфиденциальную информацию. Если это сообщение не предназначено "
        "Вам, просим удалить его и уведомить отправителя."
    ),
    "disc cy+en": (
        "This email is confidential and intended for the named "
        "recipient(s) only. / Mae'r e-bost hwn yn gyfrinachol ac wedi'i "
        "fwriadu ar gyfer y derbynnydd a enwir yn unig."
    ),
    "green": ("Please consider the environment before printing this email."),
    "green2": ("P Think before you print. Save paper, save trees."),
    "green fr": ("Pensez à l'environnement avant d'imprimer ce message."),
}
# Of the recipient's mail server, above it.
BANNERS = {
    "outlook tip": (
        "You don't often get email from j@x.org. Learn why this is "
        "important<https://aka.ms/LearnAboutSenderIdentification>"
    ),
    "outlook tip2": (
        "Some people who received this message don't often get email from "
        "j@x.org. Learn why this is important at "
        "https://aka.ms/LearnAboutSenderIdentification"
    ),
    "caution": (
        "CAUTION: This email originated from outside of the organisation. "
        "Do not click links or open attachments unless you recognise the "
        "sender and know the content is safe."
    ),
    "caution br": (
        "CAUTION: This email originated from outside of the organization. "
        "Do not click\n"
        "links or open attachments unless you recognize the sender and "
        "know the content\n"
        "is safe."
    ),
    "external": (
        "[EXTERNAL EMAIL] Do not click on links or open attachments unless "
        "you are sure."
    ),
    "external2": ("EXTERNAL SENDER: Exercise caution with links and attachments."),
    "external3": ("*** EXTERNAL EMAIL ***"),
    "external4": ("Warning: This is an external email. Think before you click."),
    "de": (
        "ACHTUNG: Diese E-Mail stammt von einem externen Absender. Klicken "
        "Sie nicht auf Links und öffnen Sie keine Anhänge, es sei denn, "
        "Sie kennen den Absender."
    ),
    "fr": (
        "ATTENTION : Ce courriel provient de l'extérieur de "
        "l'organisation. Ne cliquez pas sur les liens."
    ),
    "nl": ("LET OP: Deze e-mail komt van buiten de organisatie. Klik niet op links."),
    "pl": ("UWAGA: Ta wiadomość pochodzi spoza organizacji. Nie klikaj linków."),
}
LIKE_NOTICES = (
    "Your letter was confidential and came to the wrong house. If you have received"
    " my form in error please tell me.",
    "CAUTION: the pavement at 12 Park Avenue is icy.",
    "Please consider the environment: the bins overflow in the park.",
    "This email is about my missed bin. The bin is brown.",
    "The external door of the flat is broken. Warning: it fell on my son.",
    "External wall is damp",
    "I want this to be confidential. Do not tell the neighbour.",
    "If you are not the right department, please forward this email.",
    "I asked to unsubscribe from the garden waste list and was charged.",
    "No virus found in this message, said the computer, yet the form fails.",
)
