"""Common English words: weak evidence, and never treated as a misspelling."""

COMMON = frozenset(
    """
    able about above across address again ago ahead all allow allowed almost alone
    along already also although always among angry another any anyone anything
    anywhere apart appreciate april area around ask asked asking august autumn away
    back bad became because become been began begin behind believe below beside best
    better between big bit black bloke blue body book born both bottom bought boxes
    boy breath bring brother brought brown busy buys call called calling came car
    care carry case cause certain change changed choice city clean clear clearly
    close closed cold come comes coming common cost costs could council country
    couple cover daily date daughter deal dear december decide decided deep desk
    details did different difficult directly does doing done door down drive drove
    during each early eight either eleven else email end enough entire especially
    even evening event ever every everybody everyone everything everywhere exactly
    except expect extra eyes face fact fair fall family far fast father feb february
    feel feeling fell felt few field figure fill final finally find finding fine
    finish fire first fit five floor follow following food foot force forget forgot
    form forward found four free friday fridays friend friends front full further
    future game gave general gets getting girl give given gives giving glad goes
    gone good grateful great green grew grey ground group grow guess guy half hand
    happen happened happens happy hard hate having head hear heard heart heat heavy
    held hello help helping helps hence here hi high him himself hold home hope
    hoping horrible hour hours house however huge hundred husband idea immediately
    important including indeed information inside instead interest issue issues
    itself january job john july june just keep keeping keeps kept kind kindly king
    knew know known lady land large last late later least leave leaves leaving left
    less let letter level life like likely line list listen little live lived lives
    local long look looked looking looks lose loss lot lots love lovely low lucky
    made main make makes making man many march matter maybe mean means meant meet
    men mess met middle might mile mind mine minute minutes miss moment monday money
    month months more morning most mostly mouth move moved moves much must myself
    name narrow near nearby nearly need needed needs neither never new next nice
    night nine nobody none noon normal normally north nose note nothing notice
    november nowhere number obvious obviously october off office often old once one
    only open opened opposite orange order other ought out outside over own paid
    pair part past pay people perfect perhaps period person personal phone pick
    piece pink place plain plan play please plus point possible post prefer present
    pretty price probably problem problems proper properly pull purple push put puts
    question quickly quiet quite rain raised ran rather reach reached read ready
    real realise really reason receive received recent recently red regards remember
    reply report reported reporting response result return right ring rings rise
    road room round row rude rule run runs said same sat saturday save saw say
    saying says school second see seeing seem seems seen self send sending sense
    sent sept september serious service services set seven several shall shop short
    should shout show shown side sides similar simple simply since sincerely single
    sister sit six size sleep slow small soft somebody someone something sometimes
    somewhere son soon sorry sort sound south speak special spend spent spoke spring
    stairs stand standing start started state stay stayed steps stick still stone
    stood stop stopped story straight strange street strong stuck stuff such sudden
    suddenly summer sunday support suppose sure surely table take taken takes taking
    talk tall tell telling ten terrible thank thanks themselves therefore thick thin
    thing things think thinking third thirty though thought thousand three threw
    through throw thursday time tired today together told tomorrow tonight too took
    top total touch toward towards town treat tried trouble true try trying tuesday
    turn turned twelve twenty twice two type under understand unless until up upon
    upset urgent use used useful using usual usually various very view village visit
    voice wait waited waiting walk walked walking wall want wanted warm watch water
    way wear weather website wednesday week weekend welcome well west wet whatever
    whenever where wherever whether which while white whoever whole whom whose wide
    wife will win wind window winter wish within without woke woman women won wood
    wooden words work worked working works world worried worry worse worst worth
    write written wrong wrote yards year years yellow yes yesterday yet young
    yourself
    """.split()
)
