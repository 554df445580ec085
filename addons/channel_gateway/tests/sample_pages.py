"""HTML of e-mails as mail programs write it, with the words of its sender."""

ANSWER = "It was the brown one."
PAGES = {
    "no head end": (
        "<html><head><meta charset=utf-8><p>My bin was missed.</p></html>",
        "My bin was missed.",
    ),
    "no head end with style": (
        "<html><head><style>p{color:red}</style><div>My bin was missed.</div>",
        "My bin was missed.",
    ),
    "unclosed style": (
        "<html><head><style>p{color:red}<p>My bin was missed.</p>",
        "My bin was missed.",
    ),
    "unclosed title": (
        "<head><title>x<p>My bin was missed.</p>",
        "My bin was missed.",
    ),
    "unclosed comment": (
        "<p>My bin</p><!-- oops <p>was missed.</p>",
        "My bin\nwas missed.",
    ),
    "mso conditional": (
        "<!--[if !mso]><!--><p>My bin was missed.</p><!--<![endif]-->",
        "My bin was missed.",
    ),
    "one blockquote": (
        "<html><body><blockquote type=cite><p>The bin at 12 Park Avenue</p>"
        "<p>was missed</p></blockquote></body></html>",
        "The bin at 12 Park Avenue\n\nwas missed",
    ),
    "gmail": (
        "<div dir=ltr>It was the brown one.</div><br>"
        "<div class='gmail_quote gmail_quote_container'>"
        "<div dir=ltr class=gmail_attr>pon., 30 lis 2026 o 10:00 Council &lt;"
        "<a href='mailto:c@x.org'>c@x.org</a>&gt; napisał(a):<br></div>"
        "<blockquote class=gmail_quote style='margin:0'><div>Which bin?</div>"
        "</blockquote></div>",
        "It was the brown one.",
    ),
    "gmail between": (
        "<div dir=ltr><br></div><br><div class='gmail_quote'>"
        "<div dir=ltr class=gmail_attr>On Mon, 30 Nov 2026 at 10:00, "
        "Council &lt;c@x.org&gt; wrote:<br></div><blockquote class=gmail_quote>"
        "<div>Which bin?</div></blockquote><div>Brown.</div>"
        "<blockquote class=gmail_quote><div>Which street?</div></blockquote>"
        "<div>Park Avenue.</div></div>",
        "Brown.\n\nPark Avenue.",
    ),
    "gmail indent": (
        "<div>Please collect:</div>"
        "<blockquote style='margin:0 0 0 40px;border:none;padding:0px'>"
        "<div>a fridge</div></blockquote>",
        "Please collect:\n\na fridge",
    ),
    "owa en": (
        "<html><head></head><body dir='ltr'>"
        "<div class='elementToProof'>It was the brown one.</div>"
        "<div id='appendonsend'></div>"
        "<hr style='display:inline-block;width:98%' tabindex='-1'>"
        "<div id='divRplyFwdMsg' dir='ltr'>"
        "<font face='Calibri' style='font-size:11pt'><b>From:"
        "</b> Council &lt;c@x.org&gt;<br><b>Sent:</b> 30 November 2026 10:00<br>"
        "<b>To:</b> Jane<br><b>Subject:</b> Bin</font><div>&nbsp;</div></div>"
        "<div>Which bin?<blockquote>older</blockquote></div></body></html>",
        "It was the brown one.",
    ),
    "owa unknown language": (
        "<html><head></head><body dir='ltr'>"
        "<div class='elementToProof'>It was the brown one.</div>"
        "<div id='appendonsend'></div>"
        "<hr style='display:inline-block;width:98%' tabindex='-1'>"
        "<div id='divRplyFwdMsg' dir='ltr'>"
        "<font face='Calibri' style='font-size:11pt'><b>Xq:"
        "</b> Council &lt;c@x.org&gt;<br><b>Yq:</b> 30 November 2026 10:00<br>"
        "<b>Zq:</b> Jane<br><b>Wq:</b> Bin</font><div>&nbsp;</div></div>"
        "<div>Which bin?<blockquote>older</blockquote></div></body></html>",
        "It was the brown one.",
    ),
    "owa new": (
        "<div>It was the brown one.</div>"
        "<div id='mail-editor-reference-message-container'><div><hr>"
        "<div id='divRplyFwdMsg'><b>Xq:</b> Council</div><div>Which bin?</div>"
        "</div></div>",
        "It was the brown one.",
    ),
    "outlook desktop": (
        "<div class=WordSection1><p class=MsoNormal>It was the brown one.<o:p>"
        "</o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><div>"
        "<div style='border:none;border-top:solid #E1E1E1 "
        "1.0pt;padding:3.0pt 0cm 0cm 0cm'><p class=MsoNormal><b>Od:"
        "</b> Council &lt;c@x.org&gt; <br><b>Wysłano:"
        "</b> poniedziałek, 30 listopada 2026 10:00<br><b>Do:</b> Jane<br>"
        "<b>Temat:</b> Bin<o:p></o:p></p></div></div>"
        "<p class=MsoNormal>Which bin?</p></div>",
        "It was the brown one.",
    ),
    "outlook mac": (
        "<div>It was the brown one.</div><span id='OLK_SRC_BODY_SECTION'><div>"
        "<span>From: </span> Council</div><div>Which bin?</div></span>",
        "It was the brown one.",
    ),
    "hotmail": (
        "<div>It was the brown one.<br>"
        "<hr id='stopSpelling'>Date: Mon, 30 Nov 2026<br>From: c@x.org"
        "<br>Which bin?</div>",
        "It was the brown one.",
    ),
    "thunderbird": (
        "<p>It was the brown one.</p>"
        "<div class='moz-cite-prefix'>Xx 30/11/2026 10:00, Council qq:<br></div>"
        "<blockquote type='cite' cite='mid:1'><p>Which bin?</p></blockquote>",
        "It was the brown one.",
    ),
    "thunderbird between": (
        "<div class='moz-cite-prefix'>On 30/11/2026 10:00, Council wrote:<br>"
        "</div><blockquote type='cite'><p>Which bin?</p></blockquote><p>Brown."
        "</p><blockquote type='cite'><p>Which street?</p></blockquote>"
        "<p>Park Avenue.</p>",
        "Brown.\n\nPark Avenue.",
    ),
    "yahoo": (
        "<div>It was the brown one.</div>"
        "<div id='ydp123yahoo_quoted_9' class='ydp123yahoo_quoted'><div>"
        "<div>On Monday 30 November 2026 at 10:00:00 GMT, Council "
        "&lt;c@x.org&gt; wrote:</div><div>Which bin?</div></div></div>",
        "It was the brown one.",
    ),
    "proton": (
        "<div>It was the brown one.</div>"
        "<div class='protonmail_quote'>On Monday, Council wrote:<br>"
        "<blockquote type='cite'>Which bin?</blockquote></div>",
        "It was the brown one.",
    ),
    "gmx": (
        "<div>It was the brown one.</div>"
        "<div name='quote' style='border-left:2px'><div><b>Gesendet:</b> Montag"
        "<br/><b>Von:</b> c@x.org</div><div>Which bin?</div></div>",
        "It was the brown one.",
    ),
    "x-prefixed": (
        "<div>It was the brown one.</div><div id='x_divRplyFwdMsg'><b>Xq:"
        "</b> Council</div><div>Which bin?</div>",
        "It was the brown one.",
    ),
    "form table": (
        "<table><tr><td>Name</td><td>Jane</td></tr><tr><td>Telephone</td>"
        "<td>07700 900123</td></tr></table>",
        "Name Jane\nTelephone 07700 900123",
    ),
    "pre": (
        "<pre>My bin\nwas missed</pre>",
        "My bin\nwas missed",
    ),
    "escaped quotes": (
        "<div>Brown.<br><br>On 30/11/2026 10:00, Council wrote:"
        "<br>&gt; Which bin?<br></div>",
        "Brown.",
    ),
    "signature": (
        "<div>Brown.</div><div><br>-- <br>"
        "<div class=gmail_signature>Jane Testsmith<br>07700 900987</div></div>",
        "Brown.",
    ),
    "divs": (
        "<div>One</div><div>Two</div><div><br></div><div>Three</div>",
        "One\nTwo\n\nThree",
    ),
    "ios": (
        "<html><head></head><body dir=auto>It was the brown one."
        "<br id='lineBreakAtBeginningOfSignature'>"
        "<div dir=ltr>Sent from my iPhone</div><div dir=ltr><br>"
        "<blockquote type=cite>On 30 Nov 2026, at 10:00, Council "
        "&lt;c@x.org&gt; wrote:<br><br></blockquote></div><blockquote type=cite>"
        "<div dir=ltr>Which bin?</div></blockquote></body></html>",
        "It was the brown one.",
    ),
    "samsung": (
        "<div>It was the brown one.</div><div><br></div>"
        "<div id='composer_signature'>Sent from my Galaxy</div><div><br></div>"
        "<div><!-- originalMessage --><div>-------- Original message --------"
        "</div><div>From: Council &lt;c@x.org&gt;</div>"
        "<div>Date: 30/11/2026 10:00 (GMT+00:00)</div><div>To: j@x.org</div>"
        "<div>Subject: Bin</div><div>Which?</div></div>",
        "It was the brown one.",
    ),
    "zimbra": (
        "<div>It was the brown one.</div>"
        "<hr id='zwchr' data-marker='__DIVIDER__'><div data-marker='__HEADERS__'>"
        "<b>Xq: </b>Council<br></div><div data-marker='__QUOTED_TEXT__'>Which?"
        "</div>",
        "It was the brown one.",
    ),
    "roundcube": (
        "<div>It was the brown one.</div>"
        "<p id='reply-intro'>On 2026-11-30 10:00, Council wrote:</p>"
        "<blockquote type='cite'>Which?</blockquote>",
        "It was the brown one.",
    ),
    "outlook android": (
        "<div>It was the brown one.</div>"
        "<div id='ms-outlook-mobile-signature'>Get "
        "<a href='https://aka.ms/AAb9ysg'>Outlook for Android</a></div><hr>"
        "<div id='divRplyFwdMsg'><b>Xq:</b> Council</div>Which?",
        "It was the brown one.",
    ),
    "outlook word no border": (
        "<p class=MsoNormal>It was the brown one.</p><p class=MsoNormal><b>"
        "<span>Kimden:</span></b><span> Council &lt;c@x.org&gt; <br></span><b>"
        "<span>Gönderildi:</span></b> 30 Kasım 2026 Pazartesi 10:00<br><b>Kime:"
        "</b> Jane<br><b>Konu:</b> Çöp</p><p>Hangi?</p>",
        "It was the brown one.",
    ),
    "mac outlook border": (
        "<div>It was the brown one.</div>"
        "<div style='border:none;border-top:solid #B5C4DF 1.0pt'><p><b>From: "
        "</b>Council &lt;c@x.org&gt;<br><b>Date: "
        "</b>Monday, 30 November 2026 at 10:00<br><b>To: </b>Jane<br><b>Subject: "
        "</b>Re: Bin</p></div><div>Which?</div>",
        "It was the brown one.",
    ),
    "upper-case tags": (
        "<HTML><BODY><P>It was the brown one.</P><BLOCKQUOTE TYPE=CITE>Which?"
        "</BLOCKQUOTE></BODY></HTML>",
        "It was the brown one.",
    ),
    "exchange plain to html": (
        "<div class='PlainText'>It was the brown one.<br>\n"
        "<br>\n-----Original Message-----<br>\nFrom: Council &lt;c@x.org&gt; "
        "<br>\nSent: 30 November 2026 10:00<br>\nTo: Jane<br>\nSubject: Bin<br>\n"
        "<br>\nWhich?</div>",
        "It was the brown one.",
    ),
    "nested gmail": (
        "<div>It was the brown one.</div><div class=gmail_quote>"
        "<div class=gmail_attr>On Mon, 30 Nov 2026, 10:00 Council, "
        "&lt;c@x.org&gt; wrote:</div><blockquote class=gmail_quote><div>Q</div>"
        "<div class=gmail_quote><div class=gmail_attr>On Sun wrote:</div>"
        "<blockquote class=gmail_quote>old</blockquote></div><div>sig of council"
        "</div></blockquote></div>",
        "It was the brown one.",
    ),
    "own text after": (
        "<blockquote type=cite>Q1</blockquote><div>It was the brown one.</div>",
        "It was the brown one.",
    ),
    "uppercase head": (
        "<HTML><HEAD><META charset=utf-8><TITLE>x</TITLE><P>It was the brown one.</P>",
        "It was the brown one.",
    ),
    "no tags at all": (
        "It was the brown one.",
        "It was the brown one.",
    ),
    "head body none": (
        "<head></head>It was the brown one.",
        "It was the brown one.",
    ),
    "frameset": (
        "<html><noscript>It was the brown one.</noscript></html>",
        "It was the brown one.",
    ),
    "xml ns": (
        "<html xmlns:o='urn:schemas-microsoft-com:office:office'><head><xml><o:x>"
        "</o:x></xml></head><body><o:p>It was the brown one.</o:p></body></html>",
        "It was the brown one.",
    ),
    "comment quotes": (
        "<!-- it's --><p>It was the brown one.</p>",
        "It was the brown one.",
    ),
    "hidden preview": (
        "<div style='display:none;max-height:0'>Preview</div>"
        "<div style='font-size:0'>&zwnj;&nbsp;&zwnj;</div><p>It was the brown one.</p>",
        "It was the brown one.",
    ),
    "hidden without an end": (
        "<p style='display: none'>It was the brown one.",
        "It was the brown one.",
    ),
    "outlook desktop unknown language": (
        "<p class=MsoNormal>It was the brown one.</p><div style='border:none;"
        "border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p><b>Xq:</b> C"
        "<br><b>Yq:</b> 30 November 2026</p></div><p>Which bin?</p>",
        "It was the brown one.",
    ),
    "yahoo android": (
        "It was the brown one.<br><br><p class='yahoo-quoted-begin'>On Mon, 30 Nov 2026"
        " at 10:00, Council</p><p>&lt;c@x.org&gt; wrote:</p><blockquote>Which?"
        "</blockquote>",
        "It was the brown one.",
    ),
    "attr gt": (
        "<p data-x='a>b'>It was the brown one.</p>",
        "It was the brown one.",
    ),
}
# What is forwarded belongs to the text.
FORWARDS = {
    "apple forward": (
        "<div>Begin forwarded message:</div><br><blockquote type=cite><div>"
        "<b>From: </b>Jane &lt;j@x.org&gt;</div><div><b>Subject: </b>Bin</div>"
        "<br><div>The bin was missed</div></blockquote>",
        "The bin was missed",
    ),
    "gmail forward": (
        "<div dir=ltr><br><div class='gmail_quote'>"
        "<div dir=ltr class=gmail_attr>---------- Forwarded message ---------"
        "<br>From: <b>Jane</b> &lt;j@x.org&gt;<br>Date: Mon<br>Subject: Bin"
        "<br>To: me<br></div><br>The bin was missed</div></div>",
        "The bin was missed",
    ),
    "thunderbird forward": (
        "<p>Please help.</p><div class='moz-forward-container'><br>"
        "<br>-------- Forwarded Message --------"
        "<table class='moz-email-headers-table'><tr><th>Subject: </th><td>Bin"
        "</td></tr><tr><th>From: </th><td>Jane &lt;j@x.org&gt;</td></tr></table>"
        "<p>The bin was missed</p></div>",
        "The bin was missed",
    ),
}
