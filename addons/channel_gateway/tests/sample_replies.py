"""Replies and forwards as plain text, with the words of their sender."""

# The sender's own words in them are those of `sample_announcements.ANSWER`.
REPLIES = {
    "titled rule": (
        "It was the brown one.\n\n"
        "-----Original Message-----\nFrom: Council <c@x.org>\n"
        "Sent: 30 November 2026 10:00\nTo: Jane\nSubject: Bin\n\n"
        "Which?"
    ),
    "titled rule de": (
        "It was the brown one.\n\n"
        "-----Ursprüngliche Nachricht-----\nVon: Council\n"
        "Gesendet: Montag, 30. November 2026 10:00\nAn: Jane\nBetreff: Tonne\n\n"
        "Welche?"
    ),
    "t-online": (
        "It was the brown one.\n\n"
        "-----Original-Nachricht-----\nBetreff: Tonne\n"
        'Datum: 2026-11-30T10:00:00+0100\nVon: "Council" <c@x.org>\n'
        'An: "Jane" <j@x.org>\n\n'
        "Welche?"
    ),
    "titled rule fr": (
        "It was the brown one.\n\n"
        "----- Mail original -----\nDe: Council <c@x.org>\nÀ: Jane\n"
        "Envoyé: Lundi 30 Novembre 2026 10:00\nObjet: Bac\n\n"
        "Lequel?"
    ),
    "titled rule pl": (
        "It was the brown one.\n\n"
        "-------- Oryginalna wiadomość --------\nTemat: Kosz\n"
        "Data: 30.11.2026 10:00\nNadawca: Council <c@x.org>\nOdbiorca: Jane\n\n"
        "Który?"
    ),
    "titled rule tr": (
        "It was the brown one.\n\n"
        "-------- Orijinal mesaj --------\nKimden: Council <c@x.org>\n"
        "Tarih: 30.11.2026 10:00\nKime: Jane\nKonu: Çöp\n\n"
        "Hangisi?"
    ),
    "samsung": (
        "It was the brown one.\n\n"
        "Sent from my Galaxy\n\n"
        "-------- Original message --------\nFrom: Council <c@x.org>\n"
        "Date: 30/11/2026 10:00 (GMT+00:00)\nTo: Jane\nSubject: Bin\n\n"
        "Which?"
    ),
    "ios outlook": (
        "It was the brown one.\n\n"
        "Get Outlook for iOS<https://aka.ms/o0ukef>\n"
        "________________________________\nFrom: Council <c@x.org>\n"
        "Sent: Monday, November 30, 2026 10:00:00 AM\nTo: Jane\nSubject: Bin\n\n"
        "Which?"
    ),
    "ios outlook one line": (
        "It was the brown one.\n\n"
        "________________________________\n"
        "From: Council <c@x.org> Sent: Monday, November 30, 2026 10:00 To: "
        "Jane Subject: Bin\nWhich?"
    ),
    "iphone de": (
        "It was the brown one.\n\n"
        "Von meinem iPhone gesendet\n\n"
        "> Am 30.11.2026 um 10:00 schrieb Council <c@x.org>:\n> \n> Welche?"
    ),
    "iphone fr": (
        "It was the brown one.\n\n"
        "Envoyé de mon iPhone\n\n"
        "> Le 30 nov. 2026 à 10:00, Council <c@x.org> a écrit :\n> \n> Lequel?"
    ),
    "iphone tr": (
        "It was the brown one.\n\n"
        "iPhone'umdan gönderildi\n\n"
        "Council <c@x.org> şunları yazdı (30 Kas 2026 10:00):\n\n"
        "> Hangisi?"
    ),
    "iphone ro": (
        "It was the brown one.\n\n"
        "Trimis de pe iPhone-ul meu\n\n"
        "> Pe 30 nov. 2026, la 10:00, Council <c@x.org> a scris:\n> \n> Care?"
    ),
    "iphone pl": (
        "It was the brown one.\n\n"
        "Wysłane z iPhone'a\n\n"
        "> Wiadomość napisana przez Council <c@x.org> w dniu 30 lis 2026, "
        "o godz. 10:00:\n> \n> Który?"
    ),
    "outlook android de": (
        "It was the brown one.\n\n"
        "Outlook für Android<https://aka.ms/AAb9ysg> beziehen\n"
        "________________________________\nVon: Council <c@x.org>\n"
        "Gesendet: Montag, 30. November 2026 10:00:00\nAn: Jane\n"
        "Betreff: Tonne\n\n"
        "Which bin was it?\nThanks"
    ),
    "outlook android fr": (
        "It was the brown one.\n\n"
        "Télécharger Outlook pour Android<https://aka.ms/AAb9ysg>\n"
        "________________________________\nDe : Council <c@x.org>\n"
        "Envoyé : lundi 30 novembre 2026 10:00:00\nÀ : Jane\nObjet : Bac\n\n"
        "Which bin was it?\nThanks"
    ),
    "outlook ios pl": (
        "It was the brown one.\n\n"
        "Pobierz aplikację Outlook dla systemu iOS<https://aka.ms/o0ukef>\n"
        "________________________________\nOd: Council <c@x.org>\n"
        "Wysłane: poniedziałek, 30 listopada 2026 10:00:00\nDo: Jane\n"
        "Temat: Kosz\n\n"
        "Which bin was it?\nThanks"
    ),
    "outlook ios ro": (
        "It was the brown one.\n\n"
        "Obțineți Outlook pentru iOS<https://aka.ms/o0ukef>\n"
        "________________________________\nDe la: Council <c@x.org>\n"
        "Trimis: Monday, November 30, 2026 10:00:00 AM\nCătre: Jane\n"
        "Subiect: Pubela\n\n"
        "Which bin was it?\nThanks"
    ),
    "outlook ios tr": (
        "It was the brown one.\n\n"
        "iOS için Outlook'u edinin<https://aka.ms/o0ukef>\n"
        "________________________________\nGönderen: Council <c@x.org>\n"
        "Gönderildi: 30 Kasım 2026 Pazartesi 10:00:00\nKime: Jane\nKonu: Çöp\n\n"
        "Which bin was it?\nThanks"
    ),
    "outlook web ro 2": (
        "It was the brown one.\n________________________________\n"
        "De: Council <c@x.org>\nTrimis: luni, 30 noiembrie 2026 10:00\n"
        "Către: Jane\nSubiect: Pubela\n\n"
        "Which bin was it?\nThanks"
    ),
    "yahoo pl": (
        "It was the brown one.\n\n"
        "    W dniu poniedziałek, 30 listopada 2026 10:00:00 GMT "
        "użytkownik Council <c@x.org> napisał:  \n\n\n"
        "Which bin was it?\nThanks"
    ),
    "yahoo ro": (
        "It was the brown one.\n\n"
        "    Pe luni, 30 noiembrie 2026 la 10:00:00 GMT, Council <c@x.org> "
        "a scris:  \n\n\n"
        "Which bin was it?\nThanks"
    ),
    "yahoo de": (
        "It was the brown one.\n\n"
        "    Am Montag, 30. November 2026 um 10:00:00 MEZ hat Council "
        "<c@x.org> Folgendes geschrieben:  \n\n\n"
        "Which bin was it?\nThanks"
    ),
    "yahoo tr": (
        "It was the brown one.\n\n"
        "    30 Kasım 2026 Pazartesi 10:00:00 GMT tarihinde, Council "
        "<c@x.org> şunu yazdı:  \n\n\n"
        "Which bin was it?\nThanks"
    ),
    "gmx text": (
        "It was the brown one.\n\n"
        "Gesendet: Montag, 30. November 2026 um 10:00 Uhr\n"
        'Von: "Council" <c@x.org>\nAn: j@x.org\nBetreff: Tonne\n\n'
        "Which bin was it?\nThanks"
    ),
    "zoho": (
        "It was the brown one.\n\n"
        "---- On Mon, 30 Nov 2026 10:00:00 +0000 Council <c@x.org> wrote ----\n\n"
        "Which bin was it?\nThanks"
    ),
    "mail.ru": (
        "It was the brown one.\n\n"
        ">Понедельник, 30 ноября 2026, 10:00 +03:00 от Council <c@x.org>:\n> \n"
        ">Which bin"
    ),
    "mail.ru 2": (
        "It was the brown one.\n\n"
        "Понедельник, 30 ноября 2026, 10:00 +03:00 от Council <c@x.org>:\n \n"
        ">Which bin"
    ),
    "yandex": (
        'It was the brown one.\n\n30.11.2026, 10:00, "Council" <c@x.org>:\n> Which bin'
    ),
    "spark": (
        "It was the brown one.\n\n"
        "On 30 Nov 2026 at 10:00 +0000, Council <c@x.org>, wrote:\n> Which bin"
    ),
    "k9": (
        "It was the brown one.\n\n"
        "On 30 November 2026 10:00:00 GMT, Council <c@x.org> wrote:\n>Which bin"
    ),
    "k9 de": (
        "It was the brown one.\n\n"
        "Am 30. November 2026 10:00:00 MEZ schrieb Council <c@x.org>:\n>Welche"
    ),
    "blackberry": (
        "It was the brown one.\n\n"
        "  Original Message  \nFrom: Council\n"
        "Sent: Monday, 30 November 2026 10:00\nTo: Jane\nSubject: Bin\n\n"
        "Which bin was it?\nThanks"
    ),
    "windows mail": (
        "It was the brown one.\n\n"
        "Sent from Mail for Windows\n\n"
        "From: Council\nSent: 30 November 2026 10:00\nTo: Jane\nSubject: Bin\n\n"
        "Which bin was it?\nThanks"
    ),
    "windows mail de": (
        "It was the brown one.\n\n"
        "Gesendet von Mail für Windows\n\n"
        "Von: Council\nGesendet: Montag, 30. November 2026 10:00\nAn: Jane\n"
        "Betreff: Bin\n\n"
        "Which bin was it?\nThanks"
    ),
    "orange fr": (
        "It was the brown one.\n\n\n"
        '> Message du 30/11/26 10:00\n> De : "Council" <c@x.org>\n> A : j@x.org\n'
        "> Copie à : \n> Objet : Bac\n> \n> Lequel?"
    ),
    "sfr": (
        "It was the brown one.\n\n"
        '----Message d\'origine----\n>De : "Council" \n>A : j@x.org\n'
        ">Sujet : Bac\n>Lequel?"
    ),
    "evolution": (
        "It was the brown one.\n\n"
        "On Mon, 2026-11-30 at 10:00 +0000, Council wrote:\n> Which bin"
    ),
    "mutt": (
        "It was the brown one.\n\n"
        "On Mon, Nov 30, 2026 at 10:00:00AM +0000, Council wrote:\n> Which bin"
    ),
    "gnus": ("It was the brown one.\n\nCouncil <c@x.org> writes:\n\n> Which bin"),
    "horde de": (
        "It was the brown one.\n\nZitat von Council <c@x.org>:\n\n> Which bin"
    ),
    "quote only no announcement": ("It was the brown one.\n\n> Which bin\n> was it"),
    "long subject announce": (
        "It was the brown one.\n\n"
        "On Mon, 30 Nov 2026 at 10:00, Hull City Council Waste and "
        "Recycling Customer\n"
        "Contact Team Central Office "
        "<contact-centre-waste@example-council.gov.uk>\nwrote:\n\n"
        "> Which bin"
    ),
    "via": (
        "It was the brown one.\n\n"
        "On Mon, 30 Nov 2026 at 10:00, 'Council' via Service Desk <\n"
        "desk@x.org> wrote:\n> Which bin"
    ),
    "nested header block in quote": (
        "It was the brown one.\n\n"
        "> From: Council <c@x.org>\n> Sent: 30 November 2026 10:00\n> To: Jane\n"
        "> Subject: Bin\n> \n> Which"
    ),
    "two-level": (
        "It was the brown one.\n\n"
        "On 30/11/2026 10:00, Council wrote:\n"
        "> On 29/11/2026 10:00, Jane wrote:\n>> hello\n> hi"
    ),
    "danish outlook": (
        "It was the brown one.\n\n"
        "Fra: Council <c@x.org>\nSendt: 30. november 2026 10:00\nTil: Jane\n"
        "Emne: Spand\n\n"
        "Which bin was it?\nThanks"
    ),
    "swedish outlook": (
        "It was the brown one.\n\n"
        "Från: Council <c@x.org>\nSkickat: den 30 november 2026 10:00\n"
        "Till: Jane\nÄmne: Kärl\n\n"
        "Which bin was it?\nThanks"
    ),
    "finnish outlook": (
        "It was the brown one.\n\n"
        "Lähettäjä: Council <c@x.org>\n"
        "Lähetetty: maanantai 30. marraskuuta 2026 10.00\nVastaanottaja: Jane\n"
        "Aihe: Astia\n\n"
        "Which bin was it?\nThanks"
    ),
    "greek outlook": (
        "It was the brown one.\n\n"
        "Από: Council <c@x.org>\nΣτάλθηκε: Δευτέρα, 30 Νοεμβρίου 2026 10:00\n"
        "Προς: Jane\nΘέμα: Κάδος\n\n"
        "Which bin was it?\nThanks"
    ),
    "ukr outlook": (
        "It was the brown one.\n\n"
        "Від: Council <c@x.org>\nНадіслано: 30 листопада 2026 р. 10:00\n"
        "Кому: Jane\nТема: Бак\n\n"
        "Which bin was it?\nThanks"
    ),
    "bulgarian outlook": (
        "It was the brown one.\n\n"
        "От: Council <c@x.org>\nИзпратено: 30 ноември 2026 г. 10:00\nДо: Jane\n"
        "Относно: Кофа\n\n"
        "Which bin was it?\nThanks"
    ),
    "croatian outlook": (
        "It was the brown one.\n\n"
        "Šalje: Council <c@x.org>\nPoslano: 30. studenog 2026. 10:00\n"
        "Prima: Jane\nPredmet: Kanta\n\n"
        "Which bin was it?\nThanks"
    ),
    "japanese outlook": (
        "It was the brown one.\n\n"
        "差出人: Council <c@x.org>\n送信日時: 2026年11月30日 10:00\n宛先: Jane\n"
        "件名: ごみ箱\n\n"
        "Which bin was it?\nThanks"
    ),
    "portuguese outlook": (
        "It was the brown one.\n\n"
        "De: Council <c@x.org>\nEnviado: 30 de novembro de 2026 10:00\n"
        "Para: Jane\nAssunto: Lixo\n\n"
        "Which bin was it?\nThanks"
    ),
    "latvian": (
        "It was the brown one.\n\n"
        "No: Council <c@x.org>\n"
        "Nosūtīts: pirmdiena, 2026. gada 30. novembris 10:00\nKam: Jane\n"
        "Tēma: Tvertne\n\n"
        "Which bin was it?\nThanks"
    ),
    "welsh": (
        "It was the brown one.\n\n"
        "Oddi wrth: Council <c@x.org>\nAnfonwyd: 30 Tachwedd 2026 10:00\n"
        "At: Jane\nPwnc: Bin\n\n"
        "Which bin was it?\nThanks"
    ),
    "urdu": (
        "It was the brown one.\n\n"
        "منجانب: Council <c@x.org>\nتاریخ: 30 نومبر 2026 10:00\nبنام: Jane\n"
        "موضوع: بن\n\n"
        "Which bin was it?\nThanks"
    ),
    "full-width colon": (
        "It was the brown one.\n\n"
        "发件人： Council <c@x.org>\n发送时间： 2026年11月30日 10:00\n"
        "收件人： Jane\n主题： 垃圾桶\n\n"
        "Which bin was it?\nThanks"
    ),
    "bold stars": (
        "It was the brown one.\n\n"
        "*Von:* Council <c@x.org>\n*Gesendet:* Montag, 30. November 2026 10:00\n"
        "*An:* Jane\n*Betreff:* Tonne\n\n"
        "Which bin was it?\nThanks"
    ),
    "importance": (
        "It was the brown one.\n\n"
        "From: Council <c@x.org>\nSent: 30 November 2026 10:00\nTo: Jane\n"
        "Cc: John\nSubject: Bin\nImportance: High\n\n"
        "Which bin was it?\nThanks"
    ),
}
# Text, and what of it is the sender's own.
OTHER_REPLIES = {
    "between": (
        "On Mon, 30 Nov 2026 at 10:00, Council <c@x.org> wrote:\n"
        "> Which bin was it?\n\n"
        "The brown one.\n\n"
        "> Which street?\n\n"
        "Park Avenue.\n",
        "The brown one.\n\nPark Avenue.",
    ),
    "below": (
        "On Mon, 30 Nov 2026 at 10:00, Council <c@x.org> wrote:\n"
        "> Which bin was it?\n> Thanks\n\n"
        "The brown one.\n-- \nJane",
        "The brown one.",
    ),
    "above and between": (
        "See below.\n\n"
        "On Mon, 30 Nov 2026 at 10:00, Council <c@x.org> wrote:\n"
        "> Which bin was it?\nBrown.\n> Which street?\nPark Avenue.",
        "See below.\n\nBrown.\nPark Avenue.",
    ),
    "lone dashes signature": (
        "Front garden has rubbish.\n--\nJane Testsmith\n07700 900987",
        "Front garden has rubbish.",
    ),
    "several dashes": (
        "One thing is the bin.\n--\nThe other thing is the lamp, which is out.\n"
        "--\nJane Testsmith",
        "One thing is the bin.\n--\nThe other thing is the lamp, which is out.",
    ),
    "between two attributions": (
        "On Mon, 30 Nov 2026 at 10:00, Council <c@x.org> wrote:\n> Q1\nA1\n>\n"
        "> On Sun, Jane wrote:\n>> old\n\n"
        "A2",
        "A1\n\nA2",
    ),
    "answers with initials": (
        "> 1. Which bin?\nJT: brown\n> 2. Which street?\nJT: Park Avenue\n",
        "JT: brown\nJT: Park Avenue",
    ),
}
