"""Towns of the United Kingdom that an address elsewhere may name.

The cities and the largest towns; the gazetteer knows the council's own.
"""

TOWNS = frozenset(
    name.strip()
    for name in """
    aberdeen, aldershot, altrincham, aylesbury, bangor, barnsley, barrow, basildon,
    basingstoke, bath, bedford, belfast, birkenhead, birmingham, blackburn, blackpool,
    bolton, bournemouth, bracknell, bradford, brighton, bristol, burnley, burton,
    bury, cambridge, canterbury, cardiff, carlisle, chelmsford, cheltenham, chester,
    chesterfield, chichester, colchester, coventry, crawley, crewe, darlington, derby,
    derry, doncaster, dudley, dundee, dunfermline, durham, eastbourne, edinburgh, ely,
    exeter, gateshead, gillingham, glasgow, gloucester, grimsby, guildford, halifax,
    harlow, harrogate, hartlepool, hastings, hereford, huddersfield, hull, inverness,
    ipswich, kettering, kings lynn, lancaster, leeds, leicester, lichfield, lincoln,
    liverpool, london, londonderry, loughborough, luton, macclesfield, maidstone,
    manchester, mansfield, middlesbrough, milton keynes, newcastle, newport,
    northampton, norwich, nottingham, nuneaton, oldham, oxford, peterborough, plymouth,
    poole, portsmouth, preston, reading, redditch, ripon, rochdale, rotherham, rugby,
    salford, salisbury, scarborough, scunthorpe, sheffield, shrewsbury, slough,
    solihull, southampton, southend, southport, st albans, st helens, stafford,
    stevenage, stirling, stockport, stockton, sunderland, swansea, swindon, tamworth,
    taunton, telford, torquay, truro, wakefield, walsall, warrington, watford, wells,
    wigan, winchester, woking, wolverhampton, worcester, worthing, wrexham, york
    """.replace("\n", " ").split(",")
)
