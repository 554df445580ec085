"""Words by which mail programs announce a quoted or forwarded e-mail, by language.

They come from replies and forwards of Outlook, Gmail, Apple Mail, Thunderbird, Yahoo,
Zimbra and others in the languages that residents use.
"""

# "… wrote", as far as it tells an announcement from a sentence. In lower case.
WROTE = tuple(
    "wrote|writes|quoting|a écrit|schrieb|geschrieben|zitat von|schreef|geschreven"
    "|escribió|va escriure|escreveu|ha scritto|napisał|pisze|nadesłał|a scris|yazdı"
    "|napsal|napísal|skrev|kirjoitti|írta|написа|пише|έγραψε|rašė|rakstīja|kirjutas"
    "|napisao|napisala|je napisal|shkroi|ysgrifennodd|scríobh|qoray|đã viết|menulis"
    "|كتب|تمت كتابة|כתב|نوشت|لکھا|लिखा|লিখেছেন|ਲਿਖਿਆ|เขียน|写道|寫道|작성|のメール"
    "|書きました".split("|")
)

# Parts of words for "forwarded", in lower case.
FORWARDED = (
    "forwarded weitergeleit transfér transmis reenviad encaminhad inoltrat doorgestuur"
    " przekaz przesłan przesyłan redirecționat redirectionat iletil yönlendir přeposl"
    " preposl vidarebefordra videresend välitetty edelleen továbbít пересыл пересл"
    " переадрес перенаправл προωθημέν 転送 转发 轉寄 전달 ymlaen"
).split()

# "Original message", in lower case.
ORIGINAL = (
    "original message",
    "ursprüngliche nachricht",
    "originalnachricht",
    "original-nachricht",
    "message d'origine",
    "message d’origine",
    "message original",
    "mail original",
    "oryginalna wiadomość",
    "wiadomość oryginalna",
    "mesaj original",
    "mesajul original",
    "mesaj inițial",
    "mensaje original",
    "missatge original",
    "mensagem original",
    "messaggio originale",
    "oorspronkelijk bericht",
    "origineel bericht",
    "orijinal mesaj",
    "orijinal ileti",
    "özgün ileti",
    "özgün mesaj",
    "původní zpráva",
    "původní e-mail",
    "pôvodná správa",
    "ursprungligt meddelande",
    "originalmeddelande",
    "oprindelig meddelelse",
    "original meddelelse",
    "opprinnelig melding",
    "alkuperäinen viesti",
    "eredeti üzenet",
    "исходное сообщение",
    "оригинальное сообщение",
    "оригінальне повідомлення",
    "оригинално съобщение",
    "αρχικό μήνυμα",
    "originalna poruka",
    "izvorna poruka",
    "izvirno sporočilo",
    "neges wreiddiol",
    "原始邮件",
    "原邮件",
    "原始郵件",
    "元のメッセージ",
    "원본 메시지",
    "원본메일",
    "الرسالة الأصلية",
)

_LABELS = {
    "from": "from|von|absender|de|de la|expéditeur|expeditor|expeditorul|da|mittente|od"
    "|nadawca|van|afzender|från|avsändare|fra|afsender|avsender|lähettäjä|saatja|feladó"
    "|kimden|gönderen|odesílatel|odosielateľ|pošiljatelj|šalje|remitente|remetente|от"
    "|от кого|від|από|no|nuo|nga|oddi wrth|o|ó|từ|dari|ka|من|از|מאת|منجانب|प्रेषक|থেকে"
    "|发件人|寄件者|寄件人|差出人|送信者|보낸 사람|보낸사람|จาก",
    "date": "sent|date|sent at|date sent|gesendet|gesendet am|datum|envoyé|envoyé le"
    "|date d'envoi|enviado|enviado el|enviada|enviada em|enviado em|fecha|data|dată"
    "|inviato|data invio|wysłano|wysłane|data wysłania|verzonden|verzonden op|skickat"
    "|skickat den|sendt|dato|lähetetty|päivämäärä|päiväys|odesláno|odoslané|dátum"
    "|elküldve|küldve|trimis|trimis la|data trimiterii|gönderildi|gönderme tarihi"
    "|gönderilme tarihi|tarih|отправлено|дата|надіслано|изпратено|στάλθηκε|ημερομηνία"
    "|εστάλη|išsiųsta|nosūtīts|datums|saadetud|kuupäev|poslano|poslato|datum slanja"
    "|dërguar|anfonwyd|dyddiad|seolta|dáta|đã gửi|ngày|tanggal|dikirim|taariikh"
    "|تاريخ الإرسال|تاریخ|التاريخ|تم الإرسال|ارسال شده|נשלח|תאריך|भेजा गया"
    "|发送时间|日期|寄件日期|傳送時間|发送日期|送信日時|日時|보낸 날짜|날짜|วันที่",
    "to": "to|an|à|a|para|destinataire|destinatario|destinatar|către|catre|do|adresat"
    "|aan|till|til|vastaanottaja|komu|címzett|kime|alıcı|кому|до|προς|kam|kellele"
    "|za|prima|për|at|i|chuig|đến|kepada|ku|إلى|به|بنام|אל|प्रति"
    "|收件人|收件者|宛先|받는 사람|받는사람|ถึง",
    "subject": "subject|betreff|objet|asunto|assunto|oggetto|temat|onderwerp|ämne|emne"
    "|aihe|předmět|predmet|tárgy|subiect|subiectul|konu|тема|относно|θέμα|tema|temats"
    "|teema|zadeva|naslov|subjekti|pwnc|ábhar|chủ đề|subjek|perihal|ujeedo|assumpte"
    "|الموضوع|موضوع|נושא|विषय|主题|主旨|件名|제목|เรื่อง",
}
# What a header of a quoted e-mail is called, in lower case → which header it is.
LABELS = {
    label: kind for kind, labels in _LABELS.items() for label in labels.split("|")
}

# Prefixes of a subject that announce a forward rather than a reply, in lower case.
FORWARD_PREFIXES = tuple(
    "fw fwd wg tr rv enc i pd vs vb vl trs i̇lt ilt doorst továbbítás prv prp переслать"
    " 转发 轉寄 転送 전달 fs vidb".split()
)

# Prefixes of a subject that announce a reply, in lower case.
REPLY_PREFIXES = tuple(
    "re aw antw sv vs ynt yan odp r rif ref res vá válasz ha ответ отв на odg atb ats"
    " bls rép réf رد תשובה 回复 回覆 答复 返信 회신 ateb".split()
)
