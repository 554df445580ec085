"""Forms of given names, such as Bob for Robert and Gosia for Małgorzata.

Source: the package `nicknames` (Apache-2.0), whose list is curated by hand, and lists
of our own, entered by hand. `./dev bench matching` has nicknames among its errors; it
takes them from another list.
"""

from functools import cache, lru_cache

from nicknames import NickNamer

from . import short_forms

# Forms that the package lacks: British, Irish, Polish and South Asian ones. Each line
# has the forms of one name, the full one first.
FORMS = """
abigail abi abbie gail
agnieszka aga agusia agnes
aleksandra ola alexandra
aleksander olek alexander
alfred alfie fred
alistair alasdair alastair alister
andrzej jedrek andrew
angharad harri
anna ania hania hanna anne ann annie
ann anne annie
aoife ava eefa efa
aine anya
archibald archie
barbara basia babs barb
bartosz bartek
bartlomiej bartek
brian bryan
bridget brid breda biddy
caoimhe keeva kweeva
caitlin katelyn kaitlin
catherine katherine kathryn catharine cath cathy kate katie kathy cat
catrin cadi
charlotte lottie charlie
charles charlie chas
christopher chris kit topher
ciaran kieran keiran
claire clare
daniel danny dan
david dave davey dai dewi dafydd
diarmuid dermot
dorothy dot dottie
dominik dominic dom
edward ed eddie ted teddy ned
eilidh ailey
eleanor elinor ellie nell nora
elizabeth liz lizzie beth betty libby elspeth eliza betsy lisbeth
elzbieta ela elizabeth
emilia emily emi
ewa eva
fatima fatimah fatma
florence flo florrie
freya freyja
geoffrey jeffrey geoff jeff
gareth gaz
georgina georgie gina
grazyna grazynka
gwendoline gwen
hamish seumas
harold harry hal
harriet hattie
henry harry hal
howell hywel
iain ian
ioan ieuan
isabel isobel isabelle isabella izzy bella
jacqueline jackie jacqui
jakub kuba jacob
jan janek
janusz janek
james jim jimmy jamie jem jas
jennifer jenny jen
jeremy jez jerry
jerzy jurek george
john johnny jack jon
jonathan jon jonny johnathan
jonathan jonathon
joanna asia joasia jo
joanne jo joann
joseph joe joey
jozef joseph
justine justyna
karolina karola caroline
kateryna katya
katarzyna kasia kaska catherine katherine
kenneth ken kenny
krzysztof krzys krzysiek christopher
krystyna krysia christina
laurence lawrence larry laurie
leonard len lenny leo
lesley leslie les
lewis louis lou
lukasz luke lukas
maciej maciek
magdalena magda madzia maddie
mairead maggie
malcolm mal malc
malgorzata gosia malgosia margaret
ioannis yannis giannis yiannis john
georgios giorgos yorgos george
konstantinos kostas costas dinos
dimitrios dimitris jimmy
yulia iulia julia
aleksei alexei alexey aleksey
sergei sergey
mykola nikolai mikola
mykhailo mikhail michael
olha olga
oleksandr aleksandr alexander
oleksiy alexei
marcin martin
margaret maggie meg peggy madge marge margo daisy
maria marysia
mary molly polly
matthew matt mat
matilda tilly mattie
mateusz matthew
michael mick mike mickey mikey
michal michael
mikolaj nicholas
mohammed muhammad mohammad mohamed muhammed mohamad mohd mo
ahmed ahmad ahmet
hussain hussein husain
yusuf yousuf yousef youssef
abdul abdal
ali aly
niamh neve neev nieve neave
nicholas nick nicky nicolas
nicola nicky nikki nic
nuala fionnuala finola
oliver ollie olly
olivia liv livvy
orla orlaith
oskar oscar
padraig patrick paddy padraic podge
patricia pat patsy trish tricia
patrick pat paddy
pawel paul
peter pete
piotr piotrek peter
philip phillip phil pip
priscilla cilla
rachel rachael rach
rafal rafael
rebecca becky becca bex
rhys reece rees
richard dick rich rick ricky richie
robert bob bobby rob robbie bert robt
roisin rosheen
rosemary rosie
rosie rose
sarah sara sally sadie
saoirse seersha sersha
oisin osheen usheen
tadhg tige tadgh teague
fiadh feea
grainne grania gronya
fionn finn
ceri kerry
angharad anharad
sean shaun shawn shane
seamus shamus
sharon shazza
shirley shirl
sinead shinead shinade
siobhan shevaun shivon shivaun chevonne
sian shan
sofia zofia sophia zosia sophie
stanislaw staszek stan
stephen steven steve stevie stefan
szymon simon
susan sue susie suzie suzy susanne
teresa theresa terry tess tessa
terence terry
theodore theo ted
theodora thea dora teddy theo
eleni helen lena
thomas tom tommy thos
timothy tim
tomasz tomek thomas
tracey tracy
victoria vicky vicki tori
vivien vivienne viv
wilhelmina mina minnie
william bill billy will willie wills liam wm
natalia natalya nataliya natasha tasha
llywelyn llewelyn llewellyn llew
oluwaseun seun
oluwatobi tobi
olufemi femi
babatunde tunde
temitope temi tope
adebayo bayo
chukwuemeka emeka
wojciech wojtek voytek
zbigniew zbyszek
zuzanna zuza susanna
"""
# Given names that lack other forms and differ little from each other: none of a pair
# of them is a misspelling of the other.
DISTINCT = frozenset(
    """
aidan aiden ajay akram alena alla amar amarjit amina amir amira amit amita amna ana anca
andreea andrei ania anil anita anja anna anya ari arslan arun asha asia aslam asma
balbir baljit barry bashir basia bilal bill brayden burhan carla daisy dana danuta darek
daria dasha dean deepa deepak diana dina dinesh dipak disha dolly don dorota ela elena
ella ellen ellie emma euan eva evan ewa ewan faisal faiza farhan feisal fiza ganesh
garry geeta gemma gina gita gosia gurpreet halima hameed hamid hamida hamza hana hania
hanna hannah harpreet harry hasan hassan hayden helen hilal hina hitesh holly huma
hussain ian igor ikram ila ilie ilya imran ina inna ioan ioana ion iqbal irfan isa isha
iulia iulian iva ivan iwona jacek jalal jamal jane jarek jaspreet jayden jean jemma
jerry jill jim jing jitesh joan joanna joanne jon julian june kai kamal kamil kamila
karan karen karim karima karla karol karolina kasia katya kavita kayden kayla kerry
khadija khalid kia kiran kyle kylie lai lalit larry layla lena leo leon lia liam lily
ling lokesh lyla mahesh mahmoud mai maia maisie majid manish manjit manpreet marcin
marek maria mark marla marta martin masha max maya meena megan meilin meiling mia
mihaela mihai millie milly mina ming misha mohammed mohit molly morgan mukesh munish mya
nadia nadir naima nao naresh nasir natalia nazir neema nia nilesh nina nisha noa noah
oana oleg olga omar owen paresh pasha perry phil ping polly pooja prita priya puja qadir
raheem rahim rahul rajesh rakesh ramesh rani ranjit rashid rashida ravi rea reena regan
rehan rina rita rizwan rohan rohit ron roy ryo sadia saima sajid salim salima salma
salman samir samira sana sanjay sasha savita seema shabir sharon sima sita sonya sukhbir
sulaiman sumit sumita sunil sunita suresh surjit tahir tahira tai tanya tariq tarun
taylor terry tia tilly tim tina tyler uma umar usha uzma vanya varun vijay vikas vikram
vinay vinod vivek wajid walid wei wen xiaohong xiaoling xiaoming yan yang ying yogesh
younis yulia yunus yuri yusuf zahid zaid zain zayn zia zosia zubair
""".split()
)
# Forms of one name in the package that usually mean two people of one household.
APART = {
    frozenset(pair.split())
    for pair in (
        "john ian",
        "robert bill",
        "robert billy",
        "robert rupert",
        "paul polly",
        "jack jacqueline",
        "margaret daisy",
        "anna nancy",
        "maria mary",
        "ann nancy",
        "henry harriet",
        "charles charlotte",
        "emma emily",
        "peter patrick",
        "joan joanna",
        "joanne joanna",
    )
}


@cache
def _namer() -> NickNamer:
    return NickNamer()


@cache
def _forms() -> dict[str, frozenset[str]]:
    """Return the other forms of each full name."""
    forms = {full: set(others) for full, others in short_forms.table().items()}
    for line in FORMS.split("\n"):
        if names := line.split():
            forms.setdefault(names[0], set()).update(names[1:])
    return {full: frozenset(others) for full, others in forms.items()}


@lru_cache(maxsize=8192)
def forms_of(name: str) -> frozenset[str]:
    """Return shorter and other forms of a full name: `bob`, `rob` for `robert`.

    Args:
        name: full name in lower case.

    Returns:
        Names in lower case.
    """
    return frozenset(_namer().nicknames_of(name)) | _forms().get(name, frozenset())


@lru_cache(maxsize=8192)
def fulls_of(name: str) -> frozenset[str]:
    """Return the full names of which a name is a form.

    Args:
        name: name in lower case.

    Returns:
        Names in lower case.
    """
    ours = (full for full, others in _forms().items() if name in others)
    return frozenset(_namer().canonicals_of(name)).union(ours)


def are_forms(one: str, other: str) -> bool:
    """Return whether one of two names is a form of the other.

    >>> are_forms("bob", "robert"), are_forms("john", "joan")
    (True, False)

    Args:
        one: name in lower case.
        other: another one.

    Returns:
        False for the pairs in `APART`.
    """
    if frozenset((one, other)) in APART:
        return False
    return other in forms_of(one) or one in forms_of(other)


def share_a_full(one: str, other: str) -> bool:
    """Return whether two names are forms of one full name, such as Kate and Kathy.

    Args:
        one: name in lower case.
        other: another one.

    Returns:
        False for the pairs in `APART`.
    """
    if frozenset((one, other)) in APART:
        return False
    return not fulls_of(one).isdisjoint(fulls_of(other))


def is_known(name: str) -> bool:
    """Return whether a name is listed, so that it is not a misspelling of another.

    Args:
        name: name in lower case.

    Returns:
        True for full names and their forms.
    """
    return name in DISTINCT or bool(forms_of(name) or fulls_of(name))
