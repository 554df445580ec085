"""Familiar forms and equivalents of given names, for the look-up.

`nickname` has the forms by which two records are compared. These are more: the forms of
other languages, and what a name is in another language.

Entered by hand. Hanks, Hardcastle and Hodges (A Dictionary of First Names, 2006) have
more, by language. Each entry has the full name first.
"""

_FORMS = """
winifred freda|nadezhda nadia|ulrike uli|olanrewaju lanre|kwadwo kojo cudjoe kodwo|kofi
coffie|sheila shelagh sheelagh sheilagh|barbara babs|beverley bev|caroline carrie caro
caz cazza|charlotte char|christine chrissie tina chris|cuthbert bert|deborah debs|
ezekiel zeke|florence flossie|gabriel gabe gabs|gabrielle gabby gabi|gerard ged gerry|
helen nell nellie|hilary hils|jeremiah jerry|jerome jerry|julia jules|julian jules
jools|juliet jules|kevin kev|lynda lyn|magdalena lena|marjorie marj madge|maurice mo
moe|morris mo|neville nev|nigel nige|pamela pam pammy|phyllis phyl|rupert rupe|russell
russ|sarah sal|simon si|spencer spence|susannah sukie sukey sue susie|sylvia syl|trevor
trev|tristan tris|wallace wally|samantha sammy|thomas tommo|joshua josh|hugh shug|
lindsay lindsey lynsey linsey linzi|alexander alasdair alec eck|archibald erchie|duncan
dunc|ruaridh rory|antoni antek tosiek|boguslaw bogus|czeslaw czesiek|edward edek|ewa
ewka|franciszek franek|genowefa gienia|halina halinka|helena hela lena|ignacy ignas|
jadwiga jadzia jaga|jan jas|janina janka|jozef jozek|kazimierz kazik|mieczyslaw mietek|
natalia natalka|roman romek|ryszard rysiek|stanislaw stas staszek|stanislawa stasia|
tadeusz tadek tadzio|wanda wandzia|waldemar waldek|wieslaw wiesiek|zdzislaw zdzisiek
zdzich|zygmunt zyga|julia julka|alejandro jandro|concepcion concha conchita|corazon
cory|eduardo lalo|francisco kiko curro chico|graciela chela|guadalupe lupita|ignacio
nacho|isabel chabela|jesus chuy suso|joaquin quino|josefa pepa|jose chepe|luis lucho|
margarita marga|maria maru|mercedes merche|pilar pili|rafael rafa|salvador chava|
santiago santi|teresa tere|vicente chente|javier javi|xavier xavi|josemaria chema|jose
chema|antonio tonino tone|domenico mimmo|francesco franco|giovanni gianni nino|giuseppe
beppe peppe pino|lorenzo renzo|luigi gigi gino|raffaele lello|salvatore toto turi|
vincenzo enzo|alessandro sandro|filippo pippo|giuseppina pina|friedrich fritz|georg
jorg|heinrich heinz heini|johannes hans hannes johan|josef sepp beppo|katharina kathi
katja|margarete grete gretel|matthias matze|sebastian basti|ulrich uli|wilhelm willi
willy|wolfgang wolf|dietrich dieter|elisabeth lisl elli els|ludwig lutz|cornelis kees|
gerrit ger|hendrik henk|jacobus koos|pieter piet|willem wim|annelies lies|lars lasse|
margareta greta|katarina kajsa|ferenc feri|gyorgy gyuri|ilona ica|istvan pista|janos
jancsi jani|jozsef joska|katalin kati|laszlo laci|sandor sanyi|erzsebet erzsi bozsi|
zsuzsanna zsuzsa|frantisek franta|jan honza|jaroslav jarda|jiri jirka|josef pepik pepa|
katerina katka|ludmila lida|vaclav vasek|zdenek zdena|gennady gena|leonid lyonya|lyubov
lyuba|raisa raya|semyon senya|stepan styopa|svetlana sveta|svitlana sveta|valentina
valya|valery valera|viktor vitya|yelizaveta liza|oksana ksyusha|dmytro dima|oleksandr
sasha sashko|olexandr sasha sashko|mykhailo misha|kateryna katya|yevgeny zhenya|yevhen
zhenya|tetiana tanya|ecaterina cati|dumitru mitica|elena lenuta nela|mihai misu|stefan
fane|vasile vasilica|ibrahim ibo|mehmet memo|mustafa musti|suleyman sulo|fatma fatos|
mohammed hamoudi|jignesh jigs jiggy|venkateshwaran venkat venkatesh|venkatesh venkat|
debabrata dev|mahendra mahen|narendra naren|rajendra rajen raj|surendra suren|
oluwadamilola dami damilola|damilola dami|olufunmilayo funmi funmilayo|funmilayo funmi|
oluwatobiloba tobi|babajide jide|chinedu nedu|chukwuemeka chuka chuks chuk|ifeoma ify|
ikechukwu ike iyke|nkechinyere nkechi kechi|obinna obi|onyinyechi onyi|uchenna uche|
ugochukwu ugo|chiamaka amaka|chukwudi chudi|ngozichukwu ngozi|kwabena kobina kobby kobe|
kwaku kweku|kwasi kwesi kouassi|akosua esi|afia efua|abena araba|adwoa adjoa
"""
# One name in several languages, and in the romanisations of one.
_EQUIVALENTS = """
zhong chung tsung|zhu chu choo|jiang chiang|qiu chiu yau|xiong hsiung hung|shi shih sze|
hou hau|long lung|zhan chan|yan yen ngan|agnes agnieszka ines agnese|alexander oleksandr
olexandr aleksander alexandros alejandro alexandre alessandro aleksandr alexandru|andrew
andrzej andrei andreas andre andres andriy|anthony antonio antoni antoine anton antonis|
anna hanna ana anne ann|catherine katarzyna caterina catarina ekaterina kateryna
katarina|charles carlos karl carlo karol carl|christopher krzysztof cristobal christophe
christoph christos kristof krystof cristian|david dafydd daud dawood davide|edward
edvard eduardo edouard|elizabeth elzbieta erzsebet isabel elisabeth elisabetta
elisaveta|eugene evgeny yevhen yevgeny eugeniu eugeniusz evgeni evgen evgenij|eva ewa
aoife eve|fatima fadumo faduma faadumo fatma fatou fatoumata|francis franciszek
francisco francois francesco franz|george jerzy jorge georg giorgi georgi georgios
gheorghe georges giorgio yordan|gregory grzegorz gregor gregorio grigory hryhoriy
gregoire|henry henryk enrique heinrich henri enrico|hugh huw hugo ugo|james jaime jakub
giacomo jacobo jacques iago seamus hamish|jane jean joanna janina ioana joana juana
johanna|jerome hieronim|john jan juan joao ivan jean giovanni johann johannes johan ion
ioan ioannis sean ian iain evan ieuan owain|jordan yordan iordan|joseph jozef jose
giuseppe josef yousef yusuf josip iosif|lawrence laurent lorenzo lars|lewis louis luis
luigi ludwig|lucy lucia lucja lucie luz|luke lukasz luca lucas lukas|margaret malgorzata
margarita marguerite margarete mairead|mark marek marco marcos marc markus|martin
marcin|mary maria marie mariam maryam mair maire moira|matthew mateusz mateo matteo
matthias matei|mohammed mehmet maxamed mahomet mamadou mohamud|hassan xasan hasan|ali
cali aly|abdi cabdi|omar cumar umar omer|abdullahi cabdullahi cabdullaahi abdullah
abdulla|ahmed axmed ahmad ahmet amed|hussein xuseen hussain hossein huseyin hosain|muse
musa muuse moussa|aisha caasha asha|michael michal miguel michel mikhail mihai mykhailo
michele mikael|nicholas nikolai mikolaj nicolas nicola niccolo nikolaos mykola|owen
eoghan owain eoin|patrick padraig patrice patrizio|paul pawel pablo paolo pavel paulo
pavlo|peter piotr pedro pierre pieter pietro petr petro petros piet|philip filip felipe
philippe filippo philippos|raymond ramon raimundo|richard ryszard ricardo riccardo|
robert roberto|roger rogelio ruggero|rory ruaraidh ruairi|rose roza rosa|sergey serhiy
sergio serge|simon szymon simeon shimon|sophie zofia sofia|stephen stefan esteban
etienne istvan stephane stefano stepan szczepan|susan zuzanna susana zsuzsanna|svetlana
svitlana|theresa teresa terezie|thomas tomasz tomas tommaso tomos|tatiana tetiana
tatyana|vincent vincenzo vicente wincenty|vishnu bishnu|vladimir volodymyr wladimir
wlodzimierz|walter gauthier|william guillaume wilhelm guillermo willem vilhelm guglielmo
gwilym liam|lakshmi laxmi luxmi lakshmy|krishnamoorthy krishnamurthy krishnamurti|
lakhbir lakhvir lakhwir|galina halyna|gurwinder gurvinder|chowdhury choudhury chaudhry
choudhry chaudhary chaudhuri|hussaini husseini hosseini|ghasemi qasemi qasimi|qureshi
quraishi koreshi kureshi|qahtani kahtani|bhatti bhutti|mukherjee mukerji mukherji
mookerjee|chatterjee chatterji chattopadhyay|banerjee banerji bandyopadhyay|rezaei rezai
razai rezaie|shapira shapiro|ozturk oeztuerk|kochar kocharyan
"""


def table() -> dict[str, frozenset[str]]:
    """Return the familiar forms of each full name.

    Returns:
        Dict of full name to its forms, in lower case.
    """
    found: dict[str, set[str]] = {}
    for full, *others in _entries(_FORMS):
        found.setdefault(full, set()).update(others)
    return {full: frozenset(others) for full, others in found.items()}


def equivalents() -> dict[str, frozenset[str]]:
    """Return the equivalents of each name, itself among them.

    Returns:
        Dict of name to names, in lower case.
    """
    found: dict[str, set[str]] = {}
    for names in _entries(_EQUIVALENTS):
        for name in names:
            found.setdefault(name, set()).update(names)
    return {name: frozenset(others) for name, others in found.items()}


def _entries(text: str) -> list[list[str]]:
    """Return the entries, which go on over the end of a line, as words."""
    joined = text.strip().replace("\n", " ")
    return [entry.split() for entry in joined.split("|")]
