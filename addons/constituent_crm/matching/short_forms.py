"""More forms of given names: short ones, and romanisations of one name.

Entered by hand. Each entry has the full name first; `nickname` has the others.
"""

_FORMS = """
albert bert bertie al|alfred alf|amanda mandy|amelia millie mia
anastasia stacey nastya|andrea andy andie|angela angie ange|anita nita|ann nan nancy
anthony ant toni|antonia toni|arnold arnie|arthur art artie|augustus gus|angus gus
barnabas barney|barry baz|beatrice bea trixie|bernard bernie barney
cassandra cass cassie|cecilia cissie celia|clement clem|clifford cliff
constance connie|cynthia cindy|darren daz|deirdre dee|dennis den denny|derek del
desmond des|diana di|donald don donny|douglas doug dougie|edith edie|emmanuel manny
ernest ern ernie|esther essie hettie|euphemia effie|evelyn evie eve
frances fanny fran frankie|francis frank|gary gaz|gerald gerry jerry
gertrude gerty trudy|gillian gill jill gilly|gordon gordie|gwendolen wendy gwen
helena lena nell|henrietta hettie etta|herbert bert herb|honora nora|hugh hughie shug
irene rene reenie|isaac ike|janet jan jenny|josephine jo josie|judith judy|karen kaz
katherine kitty kay kat kit|kimberley kim|lawrence loz|letitia lettie|lilian lil lily
linda lyn|louise lou lulu|margaret maisie mags|martha mattie patty|maureen mo
maxwell max|melanie mel|mervyn merv|mildred millie|nathaniel nat|nathan nat
oswald ozzy|penelope penny pen|percival percy perce|philippa pippa phil|raymond ray
reginald reg reggie|robert rab rabbie|roderick rod|ronald ron ronnie|rosalind ros roz
sandra sandy|sidney sid syd|solomon sol|stanley stan|stephanie steph|stuart stew stu
thomas tam|tobias toby|valerie val|veronica ronnie vera|vernon vern|vincent vince
violet vi|virginia ginny|walter wally walt|wilfred wilf|winifred win winnie
zachary zack zak|alexander xander zander sandy|alexandra lexi sandra
mary may mamie minnie|john jock jack|edward ned|elizabeth elsie bess bessie
dorothy dolly dodie|norman norm|frederick fred freddie|geraldine gerry|henry hal hank
jacqueline jacky|kenneth kenny|leonard lenny|matilda tilda|mohammed moh mo|abdul abs
rajesh raj|rajinder raj|jaswinder jas|balvinder bal|sukhvinder sukhi|kulwinder kully
gurpreet gurp|manjit manny|manpreet manny|dariusz darek|jaroslaw jarek
przemyslaw przemek|miroslaw mirek|radoslaw radek|slawomir slawek|wladyslaw wladek
jolanta jola|monika monia|renata renia|urszula ula|izabela iza|lech leszek
kazimierz kazik|henryk heniek|edyta edytka|danuta danka|ion nelu ionut ionel
gheorghe gigi george|constantin costel costi|alexandru sandu alex|valentin vali
aurel relu|nicolae nicu|daniela dana|liliana lili|mihaela miha|ilie ilia|jose pepe ze
francisco paco pancho xico|dolores lola|ignacio nacho|antonio tono toni|fernando nando
alberto beto|roberto beto|guadalupe lupe|enrique quique|manuel manolo manu
rosario charo|consuelo chelo|joao joaozinho|eduardo edu|rafael rafa|isabel isa bel
aleksandr sasha|dmitry dima|mikhail misha|nikolai kolya|ivan vanya
vladimir volodya vova|evgeny zhenya eugene|alexei lyosha|sergei seryozha
konstantin kostya|boris borya|pavel pasha|grigory grisha|anatoly tolya
vyacheslav slava|yuri yura|elena lena|olga olya|ekaterina katya|maria masha
tatiana tanya|svetlana sveta|irina ira|lyudmila lyuda lyusya|galina galya
nadezhda nadya|anna anya|volodymyr volodya vova|oleksandr sasha|yevhen zhenya
abdul abdel abdal abdur abdus abdoul abdi|abdullah abdallah abdulla abdoulaye
usman osman othman uthman|ramadan ramazan|hafiz hafez|layla laila leila leyla
aisha ayesha aysha aicha ayse|zainab zaynab zeynep zeinab|khadija khadijah hatice
fatima fatma fatemeh fatimah|maryam mariam meryem miriam|yahya yehia yahia
suleiman sulaiman sulayman suleyman|ibrahim ebrahim brahim|ismail esmail ismael
noor nour nur|hussain hossein hussein|mustafa mostafa mustapha|umar omar omer
jamal gamal djamal|jamila gamila djamila|mohsin muhsin mohsen|saeed said sayed
syed sayyid saiyed sayed|sheikh shaikh shaykh|qasim kassem ghasem kasim
jafar gaafar cafer jaafar|yusuf yousef youssef yosef joseph
evgeny yevgeny evgenii yevgeniy evgeniy|dmitry dmitri dmitriy dimitri
sergei sergey serhiy serhii|nikolai nikolay mykola|yuri yuriy iurii yury
yulia yuliya julia iuliia|tatiana tatyana tetiana|ksenia xenia kseniya oksana
fyodor fedor fiodor|pyotr petr petro|pavlo pavel|andrei andrey andrii andriy|oleh oleg
ihor igor|volodymyr vladimir|olena elena yelena alyona|halyna galina|hanna anna ganna
kateryna ekaterina yekaterina|nataliia natalia natalya
viktoria victoria viktoriia viktoriya|anastasia anastasiia anastasiya
evgenia yevgenia yevheniia|efstathios stathis|evangelos vangelis
panagiotis panos takis|athanasios thanasis thanos
charalambos charalampos haralambos babis|spyridon spyros
vasileios vassilis vasilis basil|eleftherios lefteris|nikolaos nikos nick
christos hristos chris|theodoros thodoris|aikaterini katerina|paraskevi evi voula
anastasios tasos|michail michalis mike|emmanouil manolis|andreas andrew
stylianos stelios|ilias elias
"""


def table() -> dict[str, frozenset[str]]:
    """Return the forms of each full name.

    Returns:
        Dict of full name to its forms, in lower case.
    """
    forms: dict[str, set[str]] = {}
    for line in _FORMS.splitlines():
        for entry in filter(None, line.split("|")):
            full, *others = entry.split()
            forms.setdefault(full, set()).update(others)
    return {full: frozenset(others) for full, others in forms.items()}
