"""Variants in text speech and northern English, and the standard words.

Each variant has one standard word. Variants that differ by one typing error or by
missing vowels need not be listed (see `lexicon`). "Missing" maps to "lost", as a bin
that is gone differs from a missed bin.
"""

_SPELT = """
dead: ded
dog: dawg
light: lite lyt
lights: lites lyts
night: nite neet
school: skool skl skule scool
schools: skools skules scools
bus: buss
buses: busses
housing: houseing
house: hoose hoos
water: watter wata woter
road: rd rode
street: strt
people: ppl
phone: fone fon
photo: foto
neighbour: neighbor nabor naybor neighbr
neighbours: neighbors nabors
rubbish: rubish rubbsh rubbidge
bailiff: baliff bailif balif
library: libry libary liberry libery
licence: license lisence licens
council: counsil cooncil cncl
tax: taks tacks
bill: bil
bin: bn
bins: binz
rats: ratz
bugs: bugz
roll: role
kerb: curb
dropped: droped
broken: brocken brokn brok
traffic: trafic
cut: cutt
cheque: check chek
appointment: appt apt appointmnt
certificate: cert certs certifcate
registrar: regista
benefit: ben bennies
benefits: bens
baby: bab babby
mother: mam mum mom mummy
father: dad da
grandmother: nan nana nanna gran granny nannan
grandfather: grandad granddad grampa
child: children bairn bairns kid kids kiddie kiddies kidz
lost: missing
cannot: cant couldnt unable cudnt
not: wont dont didnt aint nt
toilet: lav lavvy
something: summat summut
nothing: nowt nout
anything: owt
"""
SPELLINGS = {
    spelling: word
    for word, _, spellings in (line.partition(":") for line in _SPELT.split("\n"))
    for spelling in spellings.split()
}
