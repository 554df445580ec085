"""Gazetteers in the formats of Ordnance Survey and GeoPlace, for tests."""

import csv
import io

from ..gazetteer import records

CORE = (
    "UPRN,PARENT_UPRN,UDPRN,USRN,TOID,CLASSIFICATION_CODE,EASTING,NORTHING,LATITUDE,"
    "LONGITUDE,RPC,LAST_UPDATE_DATE,SINGLE_LINE_ADDRESS,PO_BOX,ORGANISATION,"
    "SUB_BUILDING,BUILDING_NAME,BUILDING_NUMBER,STREET_NAME,LOCALITY,TOWN_NAME,"
    "POST_TOWN,ISLAND,POSTCODE,DELIVERY_POINT_SUFFIX,GSS_CODE,CHANGE_CODE"
).split(",")
STREET = "8100031"


def table(headings, *rows, with_headings=True):
    """A CSV file of rows that are given as dicts."""
    content = io.StringIO()
    writer = csv.DictWriter(content, headings, restval="")
    if with_headings:
        writer.writeheader()
    writer.writerows(rows)
    return content.getvalue()


def core(*rows):
    """AddressBase Core."""
    return table(CORE, *rows)


def plus(*rows):
    """AddressBase Plus, which is supplied without headings."""
    return table(records.PLUS, *rows, with_headings=False)


def premium(*lines):
    """AddressBase Premium."""
    header = '10,"NAG Hub - GeoPlace",9999,2026-11-01,0,2026-11-01,09:00:00,"1.0","F"'
    return "\n".join([header, *lines, "99,0,9,2026-11-01,09:00:00"])


def street(change="I", usrn=STREET, name="LARCH ROW", language="ENG"):
    """The descriptor of a street in AddressBase Premium."""
    return (
        f'15,"{change}",2,{usrn},"{name}","","KINGSTON UPON HULL","KINGSTON UPON HULL",'
        f'"{language}",2005-01-01,,2016-02-10,2005-01-01'
    )


def blpu(uprn, change="I", status=1, parent="", place="508500.00,430500.00", end=""):
    """A BLPU of AddressBase Premium."""
    return (
        f'21,"{change}",3,{uprn},{status},2,2001-01-01,{parent},{place},53.76,-0.35,1,'
        f'2004,"E",2001-01-01,{end},2016-02-10,2001-01-01,"D","HU5 3ZZ",0'
    )


def lpi(uprn, key, number="", text="", change="I", status=1, language="ENG"):
    """An LPI of AddressBase Premium."""
    return (
        f'24,"{change}",4,{uprn},"{key}","{language}",{status},2001-01-01,,2016-02-10,'
        f'2001-01-01,,"",,"","",{number},"",,"","{text}",{STREET},"1","","","Y"'
    )


def classified(uprn, code="RD06", scheme="AddressBase Premium Classification Scheme"):
    """A classification of AddressBase Premium."""
    return (
        f'32,"I",7,{uprn},"2004C1","{code}","{scheme}",1.0,2001-01-01,,2016-02-10,'
        "2001-01-01"
    )


TRANSFER = """\
"10","HULL CITY COUNCIL",2004,2026-11-01,0,2026-11-01,090000,"7.3","F"
"11","I",1,8100031,1,2004,2,1990-01-01,8,1,0,2005-01-01,2016-02-10,2005-01-01,,1,1,2,2,10
"15","I",2,8100031,"Larch Row","","Kingston upon Hull","Kingston upon Hull","ENG"
"21","I",3,99000000071,1,2,2001-01-01,"RD04",,508500.00,430500.00,1,2004,2001-01-01,,\
2016-02-10,2001-01-01,"","test-larches","",,,
"23","I",4,99000000071,"2004X1",2001-01-01,2016-02-10,2001-01-01,,"7001","CT"
"24","I",5,99000000071,"2004L1","ENG",1,2001-01-01,,2001-01-01,2016-02-10,,"",,"","",\
71,"",,"","",8100031,"","Y","HU5 3ZZ","Hull","Y",,,
"99",0,6,2026-11-01,090000
"""
