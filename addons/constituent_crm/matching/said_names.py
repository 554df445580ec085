"""Names that are not said as they are written, and what an English speaker hears.

Entered by hand, beside `phonetics.IRREGULAR`. Pointon (BBC Pronouncing Dictionary of
British Names, 1990) and Ó Corráin and Maguire (Irish Names, 1990) have many more.
"""

from . import phonetics

_BRITISH = """
alleyn:allen auchinleck:affleck ayscough:askew,askoff bagehot:bajot
beauchamp:beecham,beachem beaulieu:bewley beaumont:bomont berkeley:barkley
bethune:beeton blount:blunt bohun:boon bourchier:bowcher bourne:born brough:bruff
brougham:broom buccleuch:buckloo burgh:burra caius:keys campbell:cambell
charteris:charters cherwell:charwell cheyne:chain,chainey chisholm:chizum
cholmondeley:chumley,chumly clerk:clark clerke:clark clough:cluff cockburn:coburn
coke:cook colclough:coakley,colcluff colquhoun:cahoon,calhoun combe:coom cowper:cooper
creighton:cryton cruikshank:crookshank,crookshanks dalzell:deeyell dalziel:deeyell
derby:darby dumaresq:dumerrick dymoke:dimmock eyre:air
featherstonehaugh:fanshaw,fanshawe featherstonhaugh:fanshaw fiennes:fines foulis:fowls
froude:frood geikie:geeky gough:goff gower:gore greig:greg grosvenor:grovner
harewood:harwood hautboys:hobbis hawarden:harden heathcote:hethcut hepburn:hebburn
hobart:hubbard home:hume hotham:hutham hough:huff houghton:hawton,horton hughes:hews
jervis:jarvis jervois:jarvis keogh:kehoe,keo ker:car kerr:car keynes:kaynes
kirkcudbright:kercoobry knollys:noles knyvett:nivett lascelles:lassels legh:lee
leigh:lee leighton:layton leveson:looson lygon:liggon lysaght:lysat mackay:mckie,mackie
maclean:maclane macleod:maccloud magdalen:maudlin mainwaring:mannering,manering
marjoribanks:marchbanks,marshbanks maughan:mawn mclean:mclane mcleod:mccloud
menzies:mingis,mingus meux:mews meyrick:merrick mohun:moon molyneux:mollinew monck:munk
monson:munson moray:murray myerscough:maskew outram:ootram palgrave:pawlgrave pole:pool
pontefract:pomfret prideaux:priddo pugh:pew,pue raleigh:rawley ralph:rafe reay:ray
romney:rumney sandys:sands scrymgeour:scrimjer seymour:seemer skene:skeen
smyth:smith,smythe somers:summers southwell:suthell stclair:sinclair stjohn:sinjun
stleger:sellinger stoughton:stawton strahan:strawn theobald:tibbald thynne:thin
tollemache:tolmash trevelyan:trevillian tyrwhitt:tirrit urquhart:erkert,urkert
vaughan:vawn,vorn vaux:vorks,voe,vokes villiers:villers waldegrave:walgrave
warwick:worrick wauchope:walkup waugh:waw,wore whewell:hewell wodehouse:woodhouse
wolseley:woolsley wylie:wiley yeats:yates yonge:young youghal:yawl zouche:zoosh
"""
_IRISH = """
ailbhe:alva aine:onya,awnya aisling:ashling aoibheann:eevan aoibhinn:eevin
aoife:eefa,eva breathnach:branach,brannock bronagh:brona cahill:cale caoilfhionn:keelin
caoimhe:keeva,kweeva caoin:keen cathal:cahal ciara:keera,kira ciaran:kieran
cliodhna:cleena clodagh:cloda conchuir:connor,conor coughlan:cocklan,cawlan crowe:crow
daithi:dahee dearbhla:dervla deirdre:deerdra dhomhnaill:donnell,gonnell
diarmuid:dermot,dermid doherty:dockerty,doggerty domhnall:donal donncha:donaka
dougherty:dockerty eabha:ava eimear:eemer eithne:ethna,enya eoghan:owen eoin:owen
fearghal:fergal fiadh:feea fionnuala:finoola,finula gallagher:gallaher gearoid:garrode
geoghegan:gaygan,gagan grainne:gronya,grania,grawnya haughey:hawhee keoghan:kyogan
keohane:kohane laoghaire:leary laoise:leesha lochlann:locklan loughlin:locklin
loughran:lockran maceoin:mckeown maebh:mave maher:mar,marr maire:moya,maura
mairead:moraid mceoin:mckeown mcgrath:mcgraw,magrar mcmahon:mcmarn meabh:mave
meadhbh:mave monaghan:monahan moynihan:moinihan muireann:mwirin,mirin mulcahy:mulkayhee
naoise:neesha naughton:nawton,norton niamh:neev,neeve,neave nuala:noola odhran:oran
oisin:osheen,usheen oonagh:oona orlaith:orla oshaughnessy:oshawnessy padraic:pawrick
padraig:pawrick,porrick roisin:rosheen,rawsheen ruaidhri:rory,rooree ruairi:rory
ruaraidh:rory ruaridh:rory sadhbh:sive,syve saoirse:seersha,sersha,searsha
seamus:shaymus sean:shawn,shaun shaughnessy:shawnessy sheehy:shehy sile:sheela
sinead:shinaid,shanade siobhan:shivawn,shevaun,shavon sorcha:surraka,sorraka
suilleabhain:sullivan tadhg:tige,tyge,tieg tiarnan:teernan tierney:teerney tighe:tie,tye
toirdhealbhach:turlock turlough:turlock una:oona
"""
_SCOTTISH_AND_WELSH = """
ailidh:aylee angharad:anharad catriona:catreena,katrina dafydd:davith,david
eachann:yachan eilidh:aylee,ailee,ailie eluned:elinned emyr:emeer ffion:feeon
gruffudd:griffith gruffydd:griffith gwenllian:gwenlian,gwenthlian gwilym:gwillim
gwynne:gwin hamish:haymish heledd:heleth huw:hugh iain:ian iestyn:yestin
ieuan:yayan,yeyan ioan:yowan iolo:yolo llanelli:clanethly llewellyn:luellin,clewellin
llewelyn:luellin,clewellin llinos:thlinos llyr:lear llywelyn:luellin,clewellin mair:mire
mairi:mahri mhairi:vari,vaari,varri myfanwy:muvanwy,mivanwy owain:owen rhys:reece
seonaid:shonad,shona sian:sharn sion:shon,shaun sioned:shonned siwan:shewan
uisdean:ooshjan ynyr:unir
"""
_ELSEWHERE = """
agnieszka:agneshka,anieshka andrzej:andjay,onjay aphra:afra aurelie:oralie
banerjee:banerji,bannerjee benoit:benwa,benwar bhattacharya:batacharya,battacharjee
bjorn:byorn cai:tsai cao:tsow chatterjee:chatterji chloe:cloey,kloe,cloe
conceicao:consaysow,consesaow czeslaw:cheswav daphne:dafney duc:duke dung:zung,yung
duong:zung,yung etienne:etyen francois:franswa,franswar francoise:franswaz
genevieve:jonvieve ghislaine:gillane,gilane ghosh:goash gjon:john goethe:gerta
goncalves:gonsalves graham:gram grzegorz:gregosh,zhegosh guillaume:giyome,geeyom
guillermo:giyermo,gilermo guo:gwo,gore he:her hermione:hermiony hoang:hwang
hoxha:hodja,hoja hsieh:shay huynh:hwin,win isla:eyela,ila jacek:yatsek,yacek
jacques:zhak,jack jakub:yakub javier:havier,xavier jean:zhon,john jerzy:yerzy,yezhy
jesus:hesus,haysus joachim:yoakim,wakim joao:jwow,juow,joow,juan joaquin:wakeen,hwakeen
johann:yohan jolanta:yolanta jorg:yerg,yorg jorge:horhay jose:hosay joyce:joice
jurgen:yurgen katarzyna:katajina,katazhina krzysztof:kristoff,kryshtof
lefebvre:lefevre,lefever leila:layla louis:lewis,lewie,louie lukasz:wookash,lukash
malgorzata:mowgojata,malgojata mateusz:matayush michal:meehow
mukherjee:mookerjee,mukerji ng:ing,ung ngo:no,noh ngozi:gozi,nngozi
nguyen:nwin,nuwen,newin,nooyen,nwen,win nnamdi:namdi oluwaseun:oluwasheun pawel:pavel
penelope:penelopy pham:fam phan:fan phoebe:feebee,feeby phuc:fook phuong:fung,foong
przemyslaw:pshemiswav psyche:syke ptolemy:tolemy qi:chi,chee qian:chien,chian
qiu:chew,chiu quynh:kwin,quin renee:renay,renai rousseau:rooso,russo schaefer:shafer
schroeder:shroder,shrerder shqipe:shkipe,shchipe siddharth:sidart soren:suren
stanislaw:stanislav,stanniswav tadeusz:tadayush thibault:tibo,tebo thierry:tierry
thuy:twee,tooey tran:chan,tren trinh:chin tshepo:chepo vuong:vung weiss:vice,vise
wieslaw:vieslav wojciech:voytek,voychek,voycheck,woychek xanthe:zanthy,zanthe
xavier:zavier,havier xhemal:jemal xhevdet:jevdet xia:sha,shia xiang:shang
xiao:shao,shiao,show xiaoming:shaoming xie:shieh,she,sheh ximena:himena xin:shin
xing:shing xiu:shoo xochitl:sochil xolani:kolani xu:shoo,shu xuan:swan xue:shway,shoe
yajnavalkya:yagyavalkya yi:yee,lee yves:eve,eeve yvonne:evonne,ivonne zbigniew:zbigniev
zeng:zung zhang:jang zhao:jow,jao zheng:jung,jeng zhong:jong zhou:joe,jo zhu:ju
zoe:zoey,zoie
"""


def table() -> dict[str, frozenset[str]]:
    """Return what is heard of each name.

    Returns:
        Dict of name to spellings of its sound, in lower case.
    """
    found = {name: {heard} for name, heard in phonetics.IRREGULAR.items()}
    for text in (_BRITISH, _IRISH, _SCOTTISH_AND_WELSH, _ELSEWHERE):
        for pair in text.split():
            name, heard = pair.split(":")
            found.setdefault(name, set()).update(heard.split(","))
    return {name: frozenset(heard) for name, heard in found.items()}
