"""Prose that resembles a quotation or a signature: all of it is own."""

PROSE = {
    "a complaint in a rule": (
        "Hello\n--- my original message was never answered ---\nPlease answer."
    ),
    "underscores in prose": (
        "Broken lamps:\n______________________________\nHigh Street 4\nPark Avenue 12"
    ),
    "lone dashes in prose": (
        "Front garden has rubbish.\n--\n"
        "Also please collect the fridge at number 12, it has been there "
        "for weeks.\nThank you."
    ),
    "from to prose": (
        "The pavement is cracked.\nFrom: Beverley Road\nTo: Hull station\n"
        "Please mend it."
    ),
    "from to prose one line": (
        "The pavement is cracked. From: Beverley Road To: Hull station. Please mend it."
    ),
    "from to date prose": (
        "I need a skip permit.\nFrom: 30/11/2026\nTo: 05/12/2026\n"
        "Subject: skip on Park Avenue\nMany thanks"
    ),
    "letter": (
        "Please find my complaint.\n\n"
        "From: Jane Testsmith\nTo: Hull City Council\nDate: 30 November 2026\n"
        "Subject: Bins\n\n"
        "Nobody came."
    ),
    "prose wrote": (
        "Hello,\n\n"
        "On Monday your officer wrote:\nWe will come on Tuesday.\nNobody came."
    ),
    "prose wrote dated": (
        "Hello,\n\n"
        "On 12 November 2026 at 10:00 your officer wrote:\n"
        "We will come on Tuesday.\nNobody came."
    ),
    "prose wrote only": (
        "On Monday your officer wrote:\nWe will come on Tuesday.\nNobody came."
    ),
    "prose email": (
        "I wrote to parks@example.org on 12/11/2026 and asked:\n"
        "When will the tree be cut?\nNobody answered."
    ),
    "form": (
        "You have a new enquiry:\n\n"
        "From: Jane <jane@example.net>\nSubject: Pothole\n\n"
        "Message:\nThere is a pothole."
    ),
    "dashes title prose": ("--- Photos ---\nFront: broken\nBack: fine\n"),
    "mbox from": ("The view:\n>From my window I see rubbish.\nThanks"),
    "sent from prose": ("Sent from my garden you can hear the pub.\nIt is loud."),
    "times": ("The noise is:\nFrom: 23:00\nTo: 04:00\nDate: every Friday"),
    "original message prose": (
        "I never had a reply to my original message.\nPlease answer."
    ),
    "timetable": ("Bus times on 30/11/2026:\n10:00 late\n10:30 did not come"),
    "minutes": (
        "To: whom it may concern\nFrom: a resident\nRe: noise\nThe pub is loud."
    ),
    "list of dates": ("Missed on:\n30/11/2026 10:00\n23/11/2026 09:00\nPlease come."),
    "dialogue": (
        "I rang and your colleague on 30/11/2026 at 10:00 said:\n"
        "We come tomorrow.\nNobody came."
    ),
    "email prose bracket": (
        "Please send the form to my son (john@example.org) before 10:00:\n"
        "He needs it.\nThanks"
    ),
    "dash list": ("Things wrong:\n-- gate broken\n-- lamp out\nThanks"),
    "rule between": ("Lamp at 12 Park Avenue\n----------\nLamp at 14 Park Avenue"),
    "stars": ("***\nURGENT\n***\nThe wall fell."),
    "equals": ("Item one\n=====\nItem two is here."),
    "to do": ("To: do list for the council\nDate: soon\nplease sweep"),
    "subject access": (
        "Subject: noise at night\nDate: 30 November 2026 23:00\nI could not sleep."
    ),
    "from my": ("Hello\n\nFrom: me\nTo: you\nwith love, the bins"),
    "sent from": ("This was sent from my phone, sorry for typos. The lamp is out."),
    "get": (
        "Get Outlook working for my mother please, the library computers "
        "do not open it. Thank you."
    ),
    "original": ("--- my original message was never answered ---\nPlease answer."),
    "sig like prose": (
        "Dear all\n--\nthe lamp\nthe bin\nare both broken and nobody came to see them."
    ),
    "forward prose": (
        "I forwarded the letter to you last week:\nit says that I must pay.\nWhy?"
    ),
    "gt sign": ("It costs >50 pounds\nand the queue was > 2 hours."),
    "quote marks": ("He wrote: I will come.\nHe did not."),
}
