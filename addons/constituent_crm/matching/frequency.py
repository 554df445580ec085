"""Frequency of names: agreement on a rare name is stronger evidence.

The shares are rough figures, entered by hand; no data set is recorded as their source.
An error of a factor of two is one bit. `./dev bench matching` measures the score that
they are part of, on names that `devkit/bench/labelled.py` lists without these tables.
"""

import math

# Bearers of 100,000 people in Great Britain, roughly. Names not listed are rare.
FAMILY = """
smith 1150 jones 960 williams 670 taylor 590 brown 560 davies 500 evans 410
wilson 410 thomas 400 johnson 370 roberts 360 robinson 350 thompson 340 wright 340
walker 320 white 320 edwards 310 hughes 300 green 300 khan 300 hall 280 lewis 280
harris 270 clarke 270 patel 270 jackson 260 wood 250 turner 250 singh 250 martin 240
cooper 230 hill 230 ward 220 morris 220 moore 210 clark 210 ahmed 200 hussain 200
lee 200 king 200 baker 200 harrison 200 morgan 190 allen 190 james 180 scott 180
phillips 170 watson 170 ali 170 davis 160 parker 160 price 150 bennett 150 young 150
begum 150 griffiths 140 mitchell 140 kelly 140 cook 130 carter 130 richardson 130
bailey 130 collins 120 bell 120 shaw 120 murphy 120 miller 120 campbell 120 cox 110
richards 110 marshall 110 anderson 110 stewart 110 simpson 100 ellis 100 adams 100
murray 100 gray 100 wilkinson 90 foster 90 chapman 90 powell 90 webb 90 reid 90
mcdonald 90 macdonald 90 robertson 90 thomson 90 rogers 80 mason 80 hunt 80 ross 80
graham 80 palmer 80 holmes 80 mills 80 lloyd 80 barnes 80 knight 80 butler 80
matthews 80 russell 80 jenkins 80 fisher 80 stevens 80 dixon 70 fletcher 70 owen 70
harvey 70 obrien 60 pearson 60 howard 60 andrews 60 elliott 60 reynolds 60 ford 60
fox 60 barker 60 walsh 60 sullivan 50 ryan 50 oneill 40 oconnor 40 nowak 30 islam 60
miah 60 akhtar 60 kaur 90 shah 80 mohammed 60 rahman 60 hassan 50 ibrahim 40 wang 40
chen 40 zhang 30 li 40 wong 30 nguyen 40 kowalski 20 popescu 30 popa 30 silva 40
"""
GIVEN = """
david 2200 john 2300 michael 1500 paul 1500 andrew 1300 james 1400 peter 1200
mark 1200 stephen 1100 robert 1200 richard 900 christopher 1000 susan 1200
margaret 1200 mary 1100 sarah 1100 elizabeth 900 patricia 800 karen 700 christine 700
julie 700 jane 500 helen 700 william 900 thomas 800 daniel 800 matthew 700 george 600
jean 500 joan 400 anthony 700 alan 600 ian 600 brian 500 kevin 500 jacqueline 500
linda 500 barbara 500 anne 500 ann 500 emma 700 laura 500 claire 600 rebecca 500
nicola 500 joseph 500 charles 400 jack 600 harry 500 oliver 500 joshua 400
samuel 400 benjamin 400 adam 500 alexander 500 martin 500 simon 500 philip 500
edward 400 kenneth 400 ronald 300 dorothy 300 doreen 200 joyce 200 sheila 300
janet 500 carol 400 angela 500 sharon 400 tracey 400 deborah 400 alison 400 maria 300
anna 300 sophie 500 emily 500 jessica 500 charlotte 500 lauren 400 hannah 400 amy 400
olivia 300 chloe 400 lucy 400 katie 400 jennifer 500 michelle 400 louise 300 lisa 500
mohammed 700 muhammad 500 ali 200 ahmed 150 fatima 150 gary 400 steven 600 jason 300
graham 300 colin 300 keith 300 derek 300 roger 300 trevor 200 lee 300 darren 300
ryan 300 luke 300 nathan 200 lewis 200 callum 200 jordan 200 patrick 300 sean 200
"""
# Shares of names that are not listed, chosen by hand.
RARE_FAMILY = 4 / 100_000
RARE_GIVEN = 80 / 100_000


def _table(text: str) -> dict[str, float]:
    words = iter(text.split())
    return {
        name: int(count) / 100_000 for name, count in zip(words, words, strict=True)
    }


FAMILY_SHARES, GIVEN_SHARES = _table(FAMILY), _table(GIVEN)


def family_bits(name: str) -> float:
    """Return the weight of an equal surname: 6 bits for Smith, 14 for a rare one.

    Args:
        name: surname in lower case.

    Returns:
        Negative logarithm to base 2 of its relative frequency.
    """
    return -math.log2(FAMILY_SHARES.get(name, RARE_FAMILY))


def given_bits(name: str) -> float:
    """Return the weight of an equal given name: 5 bits for John, 10 for a rare one.

    Args:
        name: given name in lower case.

    Returns:
        Negative logarithm to base 2 of its relative frequency.
    """
    return -math.log2(GIVEN_SHARES.get(name, RARE_GIVEN))
