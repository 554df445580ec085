"""What mail programs write before a quoted e-mail, in the languages of residents."""

ANSWER = "It was the brown one."
# Before quoted lines, and also before quoted text that is not marked.
ANNOUNCEMENTS = {
    "gmail en": (
        "On Mon, 30 Nov 2026 at 10:00, Hull City Council <contact@example.org> wrote:"
    ),
    "gmail en us wrapped": (
        "On Mon, Nov 30, 2026 at 10:00 AM Hull City Council <\n"
        "contact@example.org> wrote:"
    ),
    "gmail pl": (
        "pon., 30 lis 2026 o 10:00 Hull City Council <contact@example.org> napisał(a):"
    ),
    "gmail pl wrapped": (
        "pon., 30 lis 2026 o 10:00 Hull City Council <contact@example.org>\nnapisał(a):"
    ),
    "gmail fr": (
        "Le lun. 30 nov. 2026 à 10:00, Hull City Council "
        "<contact@example.org> a écrit :"
    ),
    "gmail de": (
        "Am Mo., 30. Nov. 2026 um 10:00 Uhr schrieb Hull City Council <\n"
        "contact@example.org>:"
    ),
    "gmail ro": (
        "În lun., 30 nov. 2026 la 10:00, Hull City Council "
        "<contact@example.org> a\nscris:"
    ),
    "gmail tr": (
        "Hull City Council <contact@example.org>, 30 Kas 2026 Pzt, 10:00 "
        "tarihinde şunu yazdı:"
    ),
    "gmail tr wrapped": (
        "Hull City Council <contact@example.org>, 30 Kas 2026 Pzt, 10:00 "
        "tarihinde\nşunu yazdı:"
    ),
    "gmail es": (
        "El lun, 30 nov 2026 a las 10:00, Hull City Council "
        "(<contact@example.org>)\nescribió:"
    ),
    "gmail pt": (
        "Em seg., 30 de nov. de 2026 às 10:00, Hull City Council "
        "<contact@example.org>\nescreveu:"
    ),
    "gmail pt-pt": (
        "Hull City Council <contact@example.org> escreveu (segunda, "
        "30/11/2026 à(s) 10:00):"
    ),
    "gmail it": (
        "Il giorno lun 30 nov 2026 alle ore 10:00 Hull City Council "
        "<contact@example.org> ha scritto:"
    ),
    "gmail nl": (
        "Op ma 30 nov 2026 om 10:00 schreef Hull City Council <contact@example.org>:"
    ),
    "gmail sv": (
        "Den mån 30 nov. 2026 kl 10:00 skrev Hull City Council <contact@example.org>:"
    ),
    "gmail da": (
        "Den man. 30. nov. 2026 kl. 10.00 skrev Hull City Council "
        "<contact@example.org>:"
    ),
    "gmail no": (
        "man. 30. nov. 2026 kl. 10:00 skrev Hull City Council <contact@example.org>:"
    ),
    "gmail fi": (
        "ma 30. marrask. 2026 klo 10.00 Hull City Council "
        "(contact@example.org) kirjoitti:"
    ),
    "gmail cs": (
        "po 30. 11. 2026 v 10:00 odesílatel Hull City Council "
        "<contact@example.org>\nnapsal:"
    ),
    "gmail sk": (
        "po 30. 11. 2026 o 10:00 Hull City Council <contact@example.org> napísal(a):"
    ),
    "gmail hu": (
        "Hull City Council <contact@example.org> ezt írta (időpont: 2026. "
        "nov. 30.,\nH, 10:00):"
    ),
    "gmail ru": (
        "пн, 30 нояб. 2026 г. в 10:00, Hull City Council <contact@example.org>:"
    ),
    "gmail uk": (
        "пн, 30 лист. 2026 р. о 10:00 Hull City Council <contact@example.org> пише:"
    ),
    "gmail bg": (
        "На пн, 30.11.2026 г. в 10:00 Hull City Council <contact@example.org> написа:"
    ),
    "gmail el": (
        "Στις Δευ 30 Νοε 2026 στις 10:00 π.μ., ο χρήστης Hull City Council "
        "<contact@example.org>\nέγραψε:"
    ),
    "gmail lt": ("2026-11-30, pr, 10:00 Hull City Council <contact@example.org> rašė:"),
    "gmail lv": (
        "pirmd., 2026. g. 30. nov., plkst. 10:00 — lietotājs Hull City "
        "Council (<\ncontact@example.org>) rakstīja:"
    ),
    "gmail hr": (
        "pon, 30. stu 2026. u 10:00 Hull City Council <contact@example.org> napisao je:"
    ),
    "gmail ar": (
        "في الاثنين، 30 نوفمبر 2026 في 10:00 ص تمت كتابة ما يلي بواسطة "
        "Hull City Council <contact@example.org>:"
    ),
    "gmail ja": "2026年11月30日(月) 10:00 Hull City Council <contact@example.org>:",
    "gmail zh": (
        "Hull City Council <contact@example.org> 于2026年11月30日周一 10:00写道："
    ),
    "gmail ko": (
        "2026년 11월 30일 (월) 오전 10:00, Hull City Council "
        "<contact@example.org>님이 작성:"
    ),
    "gmail vi": (
        "Vào Th 2, 30 thg 11, 2026 vào lúc 10:00 Hull City Council "
        "<contact@example.org> đã viết:"
    ),
    "gmail hi": (
        "सोम, 30 नव॰ 2026 को 10:00 am बजे को Hull City Council "
        "<contact@example.org> ने लिखा:"
    ),
    "gmail cy": (
        "Ar Llun, 30 Tach 2026 am 10:00 ysgrifennodd Hull City Council "
        "<contact@example.org>:"
    ),
    "thunderbird en": "On 30/11/2026 10:00, Hull City Council wrote:",
    "thunderbird de": "Am 30.11.26 um 10:00 schrieb Hull City Council:",
    "thunderbird fr": "Le 30/11/2026 à 10:00, Hull City Council a écrit :",
    "thunderbird pl": "W dniu 30.11.2026 o 10:00, Hull City Council pisze:",
    "thunderbird ro": "Pe 30.11.2026 10:00, Hull City Council a scris:",
    "thunderbird tr": "30.11.2026 10:00 tarihinde Hull City Council yazdı:",
    "wp.pl": (
        "Dnia 30 listopada 2026 10:00 Hull City Council "
        "<contact@example.org> napisał(a):"
    ),
    "yahoo": (
        "    On Monday 30 November 2026 at 10:00:00 GMT, Hull City Council "
        "<contact@example.org> wrote:  "
    ),
    "yahoo fr": (
        "    Le lundi 30 novembre 2026 à 10:00:00 UTC, Hull City Council "
        "<contact@example.org> a écrit :  "
    ),
    "apple": (
        "On 30 Nov 2026, at 10:00, Hull City Council <contact@example.org> wrote:"
    ),
    "apple fr": (
        "Le 30 nov. 2026 à 10:00, Hull City Council <contact@example.org> a écrit :"
    ),
    "horde": "Quoting Hull City Council <contact@example.org>:",
    "ionos": (
        "Hull City Council <contact@example.org> hat am 30.11.2026 10:00 "
        "GMT geschrieben:"
    ),
    "proton": (
        "On Monday, November 30th, 2026 at 10:00 AM, Hull City Council "
        "<contact@example.org> wrote:"
    ),
    "roundcube": "On 2026-11-30 10:00, Hull City Council wrote:",
}
# Without an address, they count only before quoted lines.
HEADERS = {
    "en": (
        "From: Hull City Council <contact@example.org>",
        "Sent: Monday, November 30, 2026 10:00 AM",
        "To: Jane Testsmith <jane@example.net>",
        "Subject: Your bin",
    ),
    "en no address": (
        "From: Council, Hull",
        "Sent: 30 November 2026 10:00",
        "To: Jane Testsmith",
        "Subject: Your bin",
    ),
    "bold": (
        "*From:* Hull City Council <contact@example.org>",
        "*Sent:* 30 November 2026 10:00",
        "*To:* Jane",
        "*Subject:* Your bin",
    ),
    "pl": (
        "Od: Hull City Council <contact@example.org>",
        "Wysłano: poniedziałek, 30 listopada 2026 10:00",
        "Do: Jane Testsmith",
        "Temat: Twój pojemnik",
    ),
    "fr": (
        "De : Hull City Council <contact@example.org>",
        "Envoyé : lundi 30 novembre 2026 10:00",
        "À : Jane Testsmith",
        "Objet : Votre bac",
    ),
    "fr nbsp": (
        "De\u00a0: Hull City Council <contact@example.org>",
        "Envoyé\u00a0: lundi 30 novembre 2026 10:00",
        "À\u00a0: Jane Testsmith",
        "Objet\u00a0: Votre bac",
    ),
    "de": (
        "Von: Hull City Council <contact@example.org>",
        "Gesendet: Montag, 30. November 2026 10:00",
        "An: Jane Testsmith",
        "Betreff: Ihre Tonne",
    ),
    "ro": (
        "De la: Hull City Council <contact@example.org>",
        "Trimis: luni, 30 noiembrie 2026 10:00",
        "Către: Jane Testsmith",
        "Subiect: Pubela",
    ),
    "tr": (
        "Kimden: Hull City Council <contact@example.org>",
        "Gönderildi: 30 Kasım 2026 Pazartesi 10:00",
        "Kime: Jane Testsmith",
        "Konu: Çöp kutusu",
    ),
    "tr2": (
        "Gönderen: Hull City Council <contact@example.org>",
        "Tarih: 30 Kasım 2026 Pazartesi 10:00",
        "Alıcı: Jane Testsmith",
        "Konu: Çöp kutusu",
    ),
    "es": (
        "De: Hull City Council <contact@example.org>",
        "Enviado el: lunes, 30 de noviembre de 2026 10:00",
        "Para: Jane Testsmith",
        "Asunto: Su cubo",
    ),
    "pt": (
        "De: Hull City Council <contact@example.org>",
        "Enviada em: segunda-feira, 30 de novembro de 2026 10:00",
        "Para: Jane",
        "Assunto: Lixo",
    ),
    "it": (
        "Da: Hull City Council <contact@example.org>",
        "Inviato: lunedì 30 novembre 2026 10:00",
        "A: Jane Testsmith",
        "Oggetto: Bidone",
    ),
    "nl": (
        "Van: Hull City Council <contact@example.org>",
        "Verzonden: maandag 30 november 2026 10:00",
        "Aan: Jane",
        "Onderwerp: Bak",
    ),
    "ru": (
        "От: Hull City Council <contact@example.org>",
        "Отправлено: 30 ноября 2026 г. 10:00",
        "Кому: Jane",
        "Тема: Бак",
    ),
    "lt": (
        "Nuo: Hull City Council <contact@example.org>",
        "Išsiųsta: 2026 m. lapkričio 30 d. 10:00",
        "Kam: Jane",
        "Tema: Konteineris",
    ),
    "cs": (
        "Od: Hull City Council <contact@example.org>",
        "Odesláno: pondělí 30. listopadu 2026 10:00",
        "Komu: Jane",
        "Předmět: Popelnice",
    ),
    "hu": (
        "Feladó: Hull City Council <contact@example.org>",
        "Elküldve: 2026. november 30., hétfő 10:00",
        "Címzett: Jane",
        "Tárgy: Kuka",
    ),
    "zh": (
        "发件人: Hull City Council <contact@example.org>",
        "发送时间: 2026年11月30日 10:00",
        "收件人: Jane",
        "主题: 垃圾桶",
    ),
    "ar": (
        "من: Hull City Council <contact@example.org>",
        "تاريخ الإرسال: 30/نوفمبر/2026 10:00",
        "إلى: Jane",
        "الموضوع: الحاوية",
    ),
    "zimbra": (
        'De: "Hull City Council" <contact@example.org>',
        'À: "Jane" <jane@example.net>',
        "Envoyé: Lundi 30 Novembre 2026 10:00:00",
        "Objet: Votre bac",
    ),
    "outlook.com date": (
        "From: Hull City Council <contact@example.org>",
        "Date: Monday, 30 November 2026 at 10:00",
        "To: Jane",
        "Subject: Your bin",
    ),
    "spaced": (
        "From: Hull City Council <contact@example.org>",
        "",
        "Sent: 30 November 2026 10:00",
        "",
        "To: Jane",
        "",
        "Subject: Your bin",
    ),
    "wrapped to": (
        "From: Hull City Council <contact@example.org>",
        "Sent: 30 November 2026 10:00",
        "To: Jane Testsmith <jane@example.net>; John Testsmith",
        "<john@example.net>",
        "Subject: Your bin",
    ),
}
# Before a forwarded e-mail, which belongs to the text.
FORWARDS = (
    "Begin forwarded message:",
    "Anfang der weitergeleiteten Nachricht:",
    "Début du message transféré :",
    "Początek przekazywanej wiadomości:",
    "Inicio del mensaje reenviado:",
    "Начало переадресованного сообщения:",
    "İletilen mesajın başlangıcı:",
    "Inizio messaggio inoltrato:",
    "Begin doorgestuurd bericht:",
    "Vidarebefordrat brev:",
    "---------- Forwarded message ---------",
    "---------- Weitergeleitete Nachricht ----------",
    "-------- Message transféré --------",
    "-------- Treść przekazanej wiadomości --------",
    "-------- İletilmiş Mesaj --------",
    "----- Forwarded by Jane Smith/HCC on 30/11/2026 10:00 -----",
)
