"""Labelled pairs of records, of which one or both have a name in another script.

The Latin forms are those that bearers use in English, entered by hand without the
tables of the code under test.
"""

import random
from dataclasses import replace

from . import labelled
from .labelled import Pair, Record

# Script: given names, then surnames, each with its Latin form.
NAMES = {
    "Arabic": (
        "ليلى Laila|زياد Ziad|مروان Marwan|رنا Rana|هيثم Haitham|غادة Ghada|سامي Sami"
        "|نوال Nawal|عمار Ammar|بسام Bassam|لبنى Lubna|فيصل Faisal|جمانة Jumana"
        "|محمد Mohammed|فاطمة Fatima|أحمد Ahmad",
        "الخطيب Alkhatib|المصري Almasri|درويش Darwish|قاسم Qassem|العلي Al-Ali"
        "|منصور Mansour|حداد Haddad|النجار Al-Najjar|سليمان Suleiman|عودة Odeh",
    ),
    "Urdu": (
        "شازیہ Shazia|ندیم Nadeem|عابد Abid|رخسانہ Rukhsana|فرحت Farhat|کامران Kamran"
        "|ثمینہ Samina|شاہد Shahid|عائشہ Ayesha|طاہر Tahir|نسرین Nasreen|زبیر Zubair",
        "خان Khan|چوہدری Chaudhry|بھٹی Bhatti|قریشی Qureshi|حسین Hussain|بیگم Begum"
        "|محمود Mahmood|اقبال Iqbal|رحمان Rehman|جاوید Javed",
    ),
    "Devanagari": (
        "विजय Vijay|विनोद Vinod|अंजलि Anjali|राजेश Rajesh|सुनीता Sunita|प्रकाश Prakash"
        "|मीना Meena|दीपक Deepak|कविता Kavita|हरीश Harish|पूजा Pooja|अशोक Ashok",
        "कुमार Kumar|शर्मा Sharma|पटेल Patel|गुप्ता Gupta|श्रेष्ठ Shrestha|यादव Yadav"
        "|जोशी Joshi|थापा Thapa|वर्मा Verma|मिश्रा Mishra",
    ),
    "Bengali": (
        "রহিম Rahim|শিরিন Shirin|সুমন Suman|নাসরিন Nasrin|কামাল Kamal|মিতা Mita"
        "|আনিসুর Anisur|তানিয়া Tania|রফিক Rafiq|শহিদুল Shahidul",
        "রহমান Rahman|চৌধুরী Chowdhury|বেগম Begum|ইসলাম Islam|দাস Das|মিয়া Miah"
        "|উদ্দিন Uddin|আহমেদ Ahmed",
    ),
    "Gurmukhi": (
        "ਗੁਰਪ੍ਰੀਤ Gurpreet|ਮਨਜੀਤ Manjit|ਜਸਬੀਰ Jasbir|ਕੁਲਵਿੰਦਰ Kulwinder|ਅਮਰਜੀਤ Amarjit"
        "|ਬਲਦੇਵ Baldev|ਸੁਖਵਿੰਦਰ Sukhwinder",
        "ਸਿੰਘ Singh|ਕੌਰ Kaur|ਗਿੱਲ Gill|ਸੰਧੂ Sandhu|ਢਿੱਲੋਂ Dhillon",
    ),
    "Tamil": (
        "சுரேஷ் Suresh|கவிதா Kavitha|முருகன் Murugan|லட்சுமி Lakshmi|ரவி Ravi"
        "|மாலதி Malathi|கணேஷ் Ganesh",
        "குமார் Kumar|ராஜன் Rajan|சுப்ரமணியம் Subramaniam|நாதன் Nathan|செல்வம் Selvam",
    ),
    "Greek": (
        "Γιώργος Giorgos|Ελένη Eleni|Κώστας Kostas|Μαρία Maria|Νίκος Nikos"
        "|Αικατερίνη Aikaterini|Δημήτρης Dimitris|Σοφία Sofia|Παναγιώτης Panagiotis",
        "Παπαδόπουλος Papadopoulos|Οικονόμου Oikonomou|Αγγελίδης Angelidis"
        "|Μπακογιάννης Bakogiannis|Καραγιάννης Karagiannis|Χατζής Chatzis",
    ),
    "Cyrillic": (
        "Сергей Sergey|Ольга Olga|Дмитрий Dmitry|Юлия Yulia|Тарас Taras|Ирина Irina"
        "|Алексей Alexei|Оксана Oksana|Евгений Evgeny|Татьяна Tatiana",
        "Иванов Ivanov|Шевченко Shevchenko|Кузнецов Kuznetsov|Бондаренко Bondarenko"
        "|Ткаченко Tkachenko|Соколов Sokolov|Мельник Melnyk",
    ),
    "Chinese": (
        "小明 Xiaoming|伟 Wei|丽华 Lihua|志强 Zhiqiang|美玲 Meiling|建国 Jianguo|雪 Xue"
        "|文静 Wenjing|大伟 Dawei",
        "王 Wang|李 Li|张 Zhang|陈 Chen|刘 Liu|赵 Zhao|欧阳 Ouyang|周 Zhou",
    ),
    "Korean": (
        "민준 Minjun|서연 Seoyeon|지훈 Jihoon|영희 Younghee|현우 Hyunwoo|수진 Sujin",
        "김 Kim|이 Lee|박 Park|최 Choi|정 Jung|강 Kang",
    ),
    "Hebrew": (
        "משה Moshe|רבקה Rivka|דוד David|אורי Uri|נעמי Naomi|שלומית Shlomit",
        "כהן Cohen|לוי Levy|פרידמן Friedman|ברק Barak|שפירא Shapira",
    ),
}
SIGNS = {"Chinese", "Korean"}
Entry = tuple[str, str]


def pairs(count: int, seed: int) -> list[Pair]:
    """Return pairs of records, half of them of one person.

    Two people are of one household, in a third of the pairs of one date of birth.

    Args:
        count: number of pairs.
        seed: the same seed gives the same pairs.

    Returns:
        The pairs; `trouble` is the script.
    """
    chance = random.Random(seed)
    half = count // 2
    return [
        *(_same(chance) for _number in range(half)),
        *(_different(chance) for _number in range(count - half)),
    ]


def _entries(text: str) -> list[Entry]:
    return [(word, latin) for word, latin in (e.split() for e in text.split("|"))]


def _draw(chance: random.Random) -> tuple[str, Entry, Entry]:
    script = chance.choice(list(NAMES))
    givens, families = map(_entries, NAMES[script])
    return script, chance.choice(givens), chance.choice(families)


def _written(script: str, given: Entry, family: Entry) -> str:
    if script in SIGNS:
        return family[0] + given[0]
    return f"{given[0]} {family[0]}"


def _in_latin(chance: random.Random, given: Entry, family: Entry) -> str:
    """Return the Latin name, in a tenth with the surname first."""
    if chance.random() < 0.1:
        return f"{family[1]} {given[1]}"
    return f"{given[1]} {family[1]}"


def _as_given_by_name(chance: random.Random, who: Record, name: str) -> Record:
    return replace(labelled._as_given(chance, who), name=name)


def _same(chance: random.Random) -> Pair:
    script, given, family = _draw(chance)
    who = labelled._person(chance)
    first = replace(labelled._known(chance, who), name=_written(script, given, family))
    second = _as_given_by_name(chance, who, _in_latin(chance, given, family))
    return Pair(first, second, True, script)


def _different(chance: random.Random) -> Pair:
    script, given, family = _draw(chance)
    givens = _entries(NAMES[script][0])
    other = chance.choice([entry for entry in givens if entry != given])
    who = labelled._person(chance)
    sibling = labelled._person(
        chance, street=who.street, postcode=who.postcode, landline=who.landline
    )
    if chance.random() < 1 / 3:
        sibling = replace(sibling, birth_date=who.birth_date)
    first = replace(labelled._known(chance, who), name=_written(script, given, family))
    name = (
        _in_latin(chance, other, family)
        if chance.random() < 0.5
        else _written(script, other, family)
    )
    return Pair(first, _as_given_by_name(chance, sibling, name), False, script)
