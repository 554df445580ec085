"""Words for other people whose numbers are given, in the languages of residents.

They are beginnings of words, except in English.
"""

import re

ANOTHER = re.compile(
    r"\b(?:neighbou?r|land(?:lord|lady)|agent|mother|mum|father|dad"
    r"|son|daughter|wife|husband|partner|brother|sister|friend|carer|tenant|builder"
    r"|contractor|colleague|doctor|him|her|them)\b"
    # German, Dutch, Scandinavian
    r"|\b(?:nachbar|vermiet|mutter|vater|sohn|tochter|ehefrau|meine frau|mein mann"
    r"|bruder|schwester|freund|betreuer|hausmeister|buurman|buurvrouw|buren|huisbaas"
    r"|verhuurder|moeder|vader|zoon|dochter|mijn vrouw|mijn man|broer|zus|vriend|granne"
    r"|nabo|hyresvärd|utlejer|utleier|min mor|min far|min fru|min man|naapuri)"
    # French, Spanish, Portuguese, Italian, Romanian
    r"|\b(?:voisin|propriétaire|ma mère|mon père|mon fils|ma fille|mon mari|ma femme"
    r"|mon frère|ma s[œo]e?ur|mon ami|vecin|caser[oa]|madre|padre|hij[oa]|marido|espos"
    r"|herman|amig[oa]|vizinh|senhori|mãe|meu pai|filh|irmã|vicin[oa]|padron|figli"
    r"|marito|moglie|fratello|sorella|amic[oa]|proprietar|mama|mamei|tata|tatăl|fiul"
    r"|fiica|soțul|soția|soţ|fratele|sora|prieten)"
    # Polish, Czech, Slovak, southern Slavic, Hungarian, Turkish, Albanian, Welsh
    r"|\b(?:sąsiad|właściciel|mama|mamy|matk|ojciec|ojca|syn|córk|mąż|męż|żon|brat"
    r"|siostr|przyjaci|koleg|soused|sused|majitel|domác|manžel|susjed|komšij|szomszéd"
    r"|főbérlő|anyá|apá|férj|feleség|barát|komşu|ev sahib|annem|babam|oğlum|kızım|eşim"
    r"|kardeş|arkadaş|fqinj|cymydog|gymydog|cymdog|fy mam|fy nhad|fy mab|fy merch"
    r"|gwraig|kaimyn|kaimiņ)"
    # Cyrillic, Greek, Arabic, Persian, Urdu, Hebrew, scripts of India, East Asian
    r"|\b(?:сосед|хозя|мам[аыуе]|матер|отец|отца|сын|доч|муж|жен[аыуе]|брат|сестр"
    r"|друг|подруг|сусід|батьк|чоловік|комш|сусед|γείτον|ιδιοκτήτ|μητέρα|πατέρα"
    r"|جاري|جارتي|جار|مالك|والد|ابن|بنت|زوج|صديق|همسایه|صاحبخانه|پڑوسی|שכן|בעל הבית"
    r"|पड़ोसी|ਗੁਆਂਢੀ|প্রতিবেশী)"
    r"|邻居|鄰居|房东|房東|母亲|父亲|儿子|女儿|丈夫|妻子|隣人|大家さん|이웃|집주인",
    re.I,
)
# Of a sentence that says whom to ring.
ASKING = re.compile(
    r"\b(?:call|ring|phone|contact|text|speak|talk|ask|reach|details|numbers?)\b"
    r"|\b(?:ruf|anruf|telefon|nummer|erreich|kontakt|frag|bel\b|bellen|belt|ring"
    r"|appel|joindre|joignable|numéro|télépho|contact|llam|número|numero|chiam|lig[au]"
    r"|sun[aă]|numărul|dzwoni|zadzwoni|numer|pyta|volejte|zavol|číslo|nazovi|broj|hív"
    r"|szám|ara[my]|numara|ulaş|ffoni|rhif|thirr|numri|skambin|zvan|звон|позвон|номер"
    r"|телефон|дзвон|подзвон|обад|καλέσ|τηλέφ|αριθμ|اتصل|رقم|هاتف|تماس|شماره|فون|נמבר"
    r"|התקשר|טלפון|फोन|फ़ोन|ਫ਼ੋਨ|ফোন)|电话|電話|号码|打给|전화",
    re.I,
)
