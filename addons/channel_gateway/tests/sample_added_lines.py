"""Lines that programs add to what people write, and prose that resembles them."""

# Of telephones and mail programs.
ADDED_LINES = """
Sent from my iPhone
Sent from my iPad
Sent from my Galaxy
Sent from my Samsung Galaxy smartphone.
Sent from Samsung Mobile on O2
Sent from my Huawei phone
Sent from my Xiaomi 13T Pro
Sent from my Vodafone
Sent from Yahoo Mail on Android
Sent from Yahoo Mail for iPhone
Sent from AOL on Android
Sent from the all-new AOL app for iOS
Sent from Proton Mail for iOS
Sent from Proton Mail Android
Sent with Proton Mail secure email.
Sent from ProtonMail Mobile
Sent via BlackBerry Hub+ Inbox for Android
Sent from my BlackBerry 10 smartphone on the EE network.
Sent from Mail for Windows 10
Sent from Mail for Windows
Sent from Outlook for Android
Sent from Outlook for iOS
Get Outlook for Android
Get Outlook for iOS
Sent from Outlook
Sent from my Windows Phone
Sent from Fast mail
Sent from Spark
Sent via Superhuman
Sent via Superhuman iOS ( https://sprh.mn )
Sent with Shift
Sent from Canary (https://canarymail.io)
Sent from BT Yahoo Mail App
Sent from Sky Yahoo Mail for iPhone
Sent from TalkTalk Mail
Sent from Tutanota
Sent with Tutanota, the secure & ad-free mailbox.
Sent from eM Client | www.emclient.com
Sent from Polymail
Sent from Airmail
Sent from myMail for iOS
Sent from Mailbird
Sent from Newton Mail
Sent from my mobile
Sent from my phone, please excuse typos
Sent from my mobile device
Sent from my OnePlus 9
Sent from my Pixel 7
Sent from my Oppo
Sent from Typeapp
Get BlueMail for Android
Sent from BlueMail for Android
Get TypeApp for Android
Get Gmail for iOS
Sent with Sparrow
Sent from my Sony Xperia
Sent from Zoho Mail
Sent using Zoho Mail
Sent from Hotmail
Von meinem iPhone gesendet
Von meinem iPad gesendet
Gesendet von Mail für Windows
Gesendet von Outlook für Android
Gesendet mit der GMX Mail App
Gesendet mit der WEB.DE Mail App
Diese Nachricht wurde von meinem Android-Gerät mit WEB.DE Mail gesendet.
Diese Nachricht wurde von meinem Android Mobiltelefon mit GMX Mail gesendet.
Von meinem Samsung Galaxy Smartphone gesendet.
Gesendet von meinem Handy
Von Samsung-Tablet gesendet
Holen Sie sich Outlook für iOS
Outlook für iOS beziehen
Gesendet mit der Telekom Mail App
Gesendet von Yahoo Mail auf Android
Envoyé de mon iPhone
Envoyé de mon iPad
Envoyé depuis mon iPhone
Envoyé depuis mon Galaxy
Envoyé à partir de Outlook pour Android
Envoyé à partir de l'application Mail Orange
Envoyé depuis l'application Mail
Envoyé depuis l’app Yahoo Mail pour iPhone
Envoyé par Courrier pour Windows
Provenance : Courrier pour Windows
Provenance : Courrier pour Windows 10
Télécharger Outlook pour Android
Obtenir Outlook pour iOS
Obtenez Outlook pour Android
Envoyé depuis mon appareil mobile Samsung.
Enviado desde mi iPhone
Enviado desde mi iPad
Enviado desde mi smartphone Samsung Galaxy.
Enviado desde Correo para Windows
Obtener Outlook para Android
Enviado desde Yahoo Mail para Android
Enviado desde Outlook para iOS
Enviat des del meu iPhone
Enviado do meu iPhone
Enviado do meu iPad
Enviado do Email para Windows
Obter o Outlook para iOS
Enviado do Yahoo Mail no Android
Enviado do meu smartphone Samsung Galaxy.
Inviato da iPhone
Inviato da iPad
Inviato dal mio iPhone
Inviato da Posta per Windows
Inviato da Libero Mail per Android
Ottieni Outlook per Android
Scarica Outlook per iOS
Inviato dal mio dispositivo Samsung
Inviato da smartphone Samsung Galaxy.
Inviato da Yahoo Mail su Android
Verstuurd vanaf mijn iPhone
Verzonden vanaf mijn iPad
Verzonden vanaf mijn Galaxy
Verzonden vanuit Mail voor Windows
Verzonden vanaf Outlook voor Android
Outlook voor Android downloaden
Download Outlook voor iOS
Verstuurd vanaf mijn Samsung-smartphone
Wysłane z iPhone'a
Wysłane z iPhone’a
Wysłane z iPada
Wysłano z iPhone'a
Wysłane z mojego telefonu Samsung
Wysłano z mojego smartfona Galaxy
Wysłane z aplikacji Poczta dla systemu Windows
Wysłano z programu Outlook dla systemu Android
Pobierz aplikację Outlook dla systemu Android
Wysłano z Yahoo Mail na Androidzie
Wysłane z aplikacji mobilnej Onet Poczta
Wysłano z aplikacji mobilnej WP Poczta
Trimis de pe iPhone-ul meu
Trimis de pe iPad
Trimis de pe telefonul meu Samsung Galaxy.
Trimis de pe Yahoo Mail pe Android
Trimis din Yahoo Mail pentru iPhone
Trimis din E-mail pentru Windows
Obțineți Outlook pentru Android
iPhone'umdan gönderildi
iPhone’umdan gönderildi
iPad'imden gönderildi
Android için Outlook'u edinin
Samsung cihazımdan gönderildi.
Windows için Posta'dan gönderildi
Android'de Yahoo Postadan gönderildi
Yahoo Mail ile gönderildi
Skickat från min iPhone
Skickat från min iPad
Skickat från E-post för Windows
Hämta Outlook för iOS
Skickat från Outlook för Android
Sendt fra min iPhone
Sendt fra min iPad
Sendt fra min Galaxy
Sendt fra Outlook til Android
Hent Outlook til iOS
Sendt fra Mail til Windows
Sendt fra min Samsung Galaxy-smartphone.
Lähetetty iPhonesta
Lähetetty iPadista
Lähetetty Outlookista Androidille
Hanki Outlook for Android
Odesláno z iPhonu
Odesláno z mého iPhonu
Odesláno z Pošty pro Windows
Odesláno ze Samsung Galaxy
Získat Outlook pro Android
Odoslané z iPhonu
Odoslané z môjho iPhonu
Odoslané z telefónu Samsung
Získať Outlook pre Android
Elküldve az iPhone-omról
Az iPhone-omról küldve
Küldve a Galaxy telefonomról
Az Outlook Android-verziója
Отправлено с iPhone
Отправлено с моего iPhone
Отправлено с iPad
Отправлено из Mail.ru для Android
Отправлено из мобильной Почты Mail.ru
Отправлено из мобильной Яндекс.Почты
Отправлено с моего Samsung Galaxy
Отправлено из приложения Почта для Windows
Отправлено с устройства Samsung
Отправлено с телефона Honor
Скачать Outlook для Android
Надіслано з iPhone
Надіслано з мого iPhone
Надіслано з пристрою Samsung
Відправлено з iPhone
Отримати Outlook для Android
Изпратено от моя iPhone
Изпратено от моя Samsung
Poslano z iPhona
Poslano s mog iPhonea
Poslano sa mog iPhone-a
Послато са мог iPhone-а
Poslato sa mog iPhone-a
Στάλθηκε από το iPhone μου
Εστάλη από το iPhone μου
Λήψη του Outlook για Android
Απεσταλμένο από το iPhone μου
Išsiųsta iš mano iPhone
Išsiųsta iš iPhone
Nosūtīts no mana iPhone
Sūtīts no mana iPhone
Saadetud minu iPhone'ist
Dërguar nga iPhone-i im
Anfonwyd o fy iPhone
Anfonwyd o'm iPhone
Sent from my iPhone.
从我的 iPhone 发送
从我的iPhone发送
发自我的 iPhone
发自我的iPhone
發自我的 iPhone
從我的 iPhone 傳送
发自我的小米手机
发自我的华为手机
来自我的华为手机
来自 Outlook
来自Yahoo邮箱
获取 Outlook for Android
iPhoneから送信
私のiPhoneから送信
Androidデバイスから送信
Galaxyから送信
Outlook for Androidを入手
나의 iPhone에서 보냄
내 iPhone에서 보냄
나의 Galaxy에서 보냄
네이버 메일 앱에서 보냄
أرسلت من الـ iPhone
أُرسلت من الـ iPhone
تم الإرسال من iPhone
أرسلت من جهاز Samsung
مُرسل من هاتفي
الحصول على Outlook لـ Android
ارسال شده از iPhone من
נשלח מה-iPhone שלי
נשלח מהאייפון שלי
मेरे iPhone से भेजा गया
আমার iPhone থেকে পাঠানো
ਮੇਰੇ iPhone ਤੋਂ ਭੇਜਿਆ ਗਿਆ
Đã gửi từ iPhone của tôi
Dikirim dari iPhone saya
ส่งจาก iPhone ของฉัน
میرے iPhone سے بھیجا گیا
""".strip().split("\n")
LIKE_ADDED_LINES = """
Sent from my garden you can hear the pub.
Sent a photo on my phone yesterday but nobody replied.
Sent my phone to be repaired so e-mail me.
Get the phone company to answer me.
Get someone out to look at the mobile home.
Envoyé un message sur mon téléphone hier.
Diese Tonne wurde gestern gesendet.
Gesendet habe ich das Foto gestern vom Handy.
Wysłane zdjęcie mam w telefonie.
Von meinem Handy habe ich zwei Fotos gesendet.
Die Fotos habe ich von meinem iPhone gesendet
Telefonumdan fotoğraf gönderildi
Sent from the phone mast opposite is a constant hum.
Sent by phone to your office on Monday, no reply.
Download the app on my phone does not work
Trimis foto pe Yahoo, nu a venit nimeni
Sent pictures from my iPhone twice already
You sent me from one phone line to another
""".strip().split("\n")
