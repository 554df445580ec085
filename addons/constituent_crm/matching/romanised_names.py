"""Frequent names of scripts whose letters do not tell how they are written in English.

Entered by hand. A name that is not listed is romanised by its letters.
"""

# Letters of Arabic, Persian and Urdu that keyboards confuse.
ONE_SPELLING = str.maketrans("يىكہۃةأإآٱؤئ", "ییکهههااااوی", "ء")

_ARABIC = """
محمد mohammed|محمود mahmoud|احمد ahmed|حامد hamid|حمید hameed|علی ali|حسن hassan
حسین hussain|فاطمة fatima|فاطمه fatima|عایشة aisha|عایشه aisha|خدیجة khadija
خدیجه khadija|مریم maryam|زینب zainab|زهرا zahra|آمنة amina|امینة amina|امنة amina
صفیة safiya|سمیة sumaya|رقیة ruqayya|حفصة hafsa|سارة sarah|سارا sara|لیلی layla
نور noor|نورا noora|هدی huda|منی mona|سلمی salma|نادیة nadia|یاسمین yasmin|یوسف yusuf
یونس yunus|ابراهیم ibrahim|اسماعیل ismail|اسحاق ishaq|یعقوب yaqub|موسی musa|عیسی isa
داود dawood|سلیمان sulaiman|زکریا zakariya|یحیی yahya|ادریس idris|عمر omar|عثمان usman
ابوبکر abubakar|حمزة hamza|حمزه hamza|بلال bilal|خالد khalid|طارق tariq|سعید saeed
سعد saad|زید zaid|زاهد zahid|زاید zayed|ماجد majid|مجید majeed|رشید rashid|راشد rashid
کریم karim|رحیم rahim|رحمن rahman|الرحمن rahman|الله allah|عبدالله abdullah
عبدالرحمن abdul rahman|عبد abdul|عبید ubaid|عزیز aziz|قادر qadir|جمال jamal|جمیل jamil
کمال kamal|نبیل nabil|نادر nadir|ناصر nasir|نصر nasr|منصور mansour|مصطفی mustafa
مرتضی murtaza|مجتبی mujtaba|رضا reza|مهدی mahdi|هادی hadi|صادق sadiq|باقر baqir
جعفر jafar|کاظم kazim|عباس abbas|قاسم qasim|هاشم hashim|هشام hisham|عمران imran
فرحان farhan|عدنان adnan|سلمان salman|رمضان ramadan|شعبان shaban|ولید walid|وسیم wasim
نعیم naeem|سلیم saleem|سالم salem|سمیر samir|امیر amir|منیر munir|بشیر bashir
نذیر nazir|وزیر wazir|ظفر zafar|اکبر akbar|اصغر asghar|انور anwar|مظفر muzaffar
اقبال iqbal|افضل afzal|اکرم akram|اسلم aslam|ارشد arshad|امجد amjad|اشرف ashraf
خان khan|بیگم begum|بیگ baig|شیخ sheikh|سید syed|شاه shah|ملک malik|چوهدری chaudhry
بی bibi|بانو bano|اختر akhtar|پروین parveen|خاتون khatun|میاں mian|راجا raja
مرزا mirza|بٹ butt|قریشی qureshi|صدیقی siddiqui|انصاری ansari|عباسی abbasi
هاشمی hashimi|نقوی naqvi|حداد haddad|خوری khoury|نجار najjar|صالح saleh|ابو abu
ابن ibn|بن bin|ام um|احمدی ahmadi|محمدی mohammadi|حسینی hosseini|رضایی rezaei
کریمی karimi|موسوی mousavi|جورج george|الیاس elias|انطون anton|یسوع yasu|بطرس boutros
میخاییل mikhail|شریف sharif|اسامة osama|طه taha|یاسر yasser|ایمن ayman|ایمان iman
احلام ahlam|امل amal|دینا dina|رانیا rania|ریم reem|هبة heba|هند hind|وفا wafa
نجوی najwa|اسما asma|سعاد suad|جواد javad
الدین uddin|صلاح salah|بکر bakr|نورالدین nooruddin
"""
_HEBREW = """
כהן cohen|לוי levi|דוד david|משה moshe|יוסף yosef|יעקב yaakov|אברהם avraham|שרה sarah
רבקה rivka|רחל rachel|לאה leah|יצחק yitzchak|מרים miriam|שמואל shmuel|חיים chaim
אסתר esther|חנה chana|יהודה yehuda|שלמה shlomo|דניאל daniel|מיכאל michael
יונתן yonatan|נועה noa|תמר tamar|יעל yael|רות ruth|אהרן aharon|אלי eli|בנימין binyamin
שמעון shimon|מזרחי mizrahi|פרץ peretz|פרידמן friedman|אורי uri|אברהמי avrahami
גולדברג goldberg
"""
_SURNAMES = """
曾 zeng|单 shan|單 shan|解 xie|仇 qiu|区 ou|區 ou|查 zha|翟 zhai|盖 ge|尉迟 yuchi
召 shao|万俟 moqi|缪 miao|种 chong|朴 park|任 ren|叶 ye|葉 ye|沈 shen|김 kim|이 lee
리 lee|박 park|최 choi|정 jung|강 kang|조 cho|윤 yoon|장 jang|임 lim|한 han|오 oh
서 seo|신 shin|권 kwon|황 hwang|안 ahn|송 song|유 yoo|홍 hong|전 jeon|고 ko|문 moon
손 son|양 yang|배 bae|백 baek|허 heo|남 nam|심 shim|노 noh|하 ha|곽 kwak|성 sung
차 cha|주 joo|우 woo|구 koo|민 min|류 ryu|나 na|진 jin|지 ji|엄 um|채 chae|원 won
천 cheon|방 bang
"""
# Syllables of Korean given names, as they are written in English.
_SYLLABLES = """
현 hyun|우 woo|영 young|희 hee|수 soo|경 kyung|성 sung|정 jung|주 joo|선 sun|승 seung
연 yeon|윤 yoon|숙 sook|순 soon|욱 wook|철 chul|병 byung|명 myung|형 hyung|규 kyu
구 koo|기 ki|훈 hoon|준 jun|은 eun|혜 hye|미 mi|지 ji|진 jin|민 min|호 ho|태 tae
재 jae|상 sang|동 dong|용 yong
"""
# Japanese surnames and given names of two signs or more, which have other readings.
_JAPANESE = """
田中 tanaka|佐藤 sato|鈴木 suzuki|高橋 takahashi|伊藤 ito|渡辺 watanabe|渡邊 watanabe
山本 yamamoto|中村 nakamura|小林 kobayashi|加藤 kato|吉田 yoshida|山田 yamada
佐々木 sasaki|山口 yamaguchi|松本 matsumoto|井上 inoue|木村 kimura|斎藤 saito|斉藤 saito
清水 shimizu|山崎 yamazaki|池田 ikeda|橋本 hashimoto|阿部 abe|石川 ishikawa
山下 yamashita|中島 nakajima|石井 ishii|小川 ogawa|前田 maeda|岡田 okada
長谷川 hasegawa|藤田 fujita|後藤 goto|近藤 kondo|村上 murakami|遠藤 endo|青木 aoki
坂本 sakamoto|藤井 fujii|西村 nishimura|福田 fukuda|太田 ota|三浦 miura|岡本 okamoto
松田 matsuda|中川 nakagawa|中野 nakano|原田 harada|小野 ono|田村 tamura|竹内 takeuchi
和田 wada|中山 nakayama|石田 ishida|上田 ueda|森田 morita|太郎 taro|花子 hanako
美咲 misaki|陽子 yoko|恵子 keiko|翔太 shota|健太 kenta|裕子 yuko|直樹 naoki|大輔 daisuke
和子 kazuko|幸子 sachiko|由美 yumi|真由美 mayumi|久美子 kumiko|智子 tomoko|健一 kenichi
"""
LONG_SURNAMES = frozenset(
    "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容"
    " 令狐 夏侯 司徒 长孙 長孫 宇文 万俟 南宫 独孤 남궁 황보 제갈 사공 선우".split()
)


def _table(text: str) -> dict[str, str]:
    pairs = (
        entry.split(maxsplit=1)
        for line in text.splitlines()
        for entry in line.split("|")
        if entry
    )
    return {name.translate(ONE_SPELLING): latin for name, latin in pairs}


ARABIC, HEBREW, SURNAMES, SYLLABLES, JAPANESE = map(
    _table, (_ARABIC, _HEBREW, _SURNAMES, _SYLLABLES, _JAPANESE)
)

# Chinese surnames as Cantonese, Hokkien and older romanisations have them.
_FORMS = """
wang wong ong|chen chan tan|li lee lei|zhang cheung chang teo|liu lau low
huang wong ng|wu ng woo|lin lam lim|liang leung leong|he ho|guo kwok kuo
zhou chow chau chou|ye yip yeh|xie tse hsieh|zheng cheng cheang|zeng tsang tseng
deng tang teng|feng fung|xu hui tsui hsu|su so|yang yeung young|zhao chiu chao
sun suen|ma mah|zhu chu|hu wu woo|luo law lo|gao ko|he hoh|cai choi tsoi tsai
pan poon pun|yu yue yee|du to|jiang keung kong chiang|mo mok|xiao siu hsiao
cao cho tso|tang tong|dong tung|fang fong|ding ting|qian chin|hong hung|nguyen win
choi choe|jung jeong chung|kang gang|yoon yun|jang chang|lim im rim|shin sin
park pak bak|lee yi rhee|kim gim|ahn an|yoo yu|ko go koh
"""
FORMS = [
    frozenset(entry.split())
    for line in _FORMS.splitlines()
    for entry in line.split("|")
    if entry
]


def are_forms(one: str, other: str) -> bool:
    """Return whether two surnames are romanisations of one Chinese or Korean one.

    Args:
        one: surname in lower case.
        other: another one.

    Returns:
        False also where they are equal but not listed.
    """
    return any(one in forms and other in forms for forms in FORMS)


def forms_of(surname: str) -> frozenset[str]:
    """Return the other romanisations of a surname, such as `wong` for `wang`.

    Args:
        surname: surname in lower case.

    Returns:
        Surnames in lower case.
    """
    found = (forms for forms in FORMS if surname in forms)
    return frozenset().union(*found) - {surname}
