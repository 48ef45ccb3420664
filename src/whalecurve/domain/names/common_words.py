"""Words that say nothing of a customer although its name may hold them: legal forms and the words of any business."""

from typing import Final

COMMON_WORDS: Final = frozenset(
    """
    ab ag and aps as asa associates bhd bros brothers bv bvba co company corp corporation cv der des die doo du ei el
    est et eurl for gbr ges gmbh group gruppe halle haus holding holdings inc incorporated int international kft kg
    kgaa la las le les limited limitada llc llp lp ltd ltda mbh nv ob of og ohg oy oyj partner partners plc private pte
    pty public pvt sa sab sarl sas se sl sia sl sons spa spol srl sro the und und van von with your
    about account accounts after all always america american annual april august average back bank best better big
    blue board book business buy buyers by care cash central centre center chain change city class clients close
    club coffee commerce commission construction consulting contact cost costs count country customer customers data
    day days deal deals december delivery design development digital direct discount discounts distribution east
    eastern energy engineering enterprise enterprises equipment europe european every expert express factory family
    february field figures finance financial first fixed food foods for free freight fresh friday friend friends from
    full future garden general global goods good great green group growth health high home hotel hotels house how
    import industrial industries industry information insurance january july june key kitchen land large last law
    lead lean leader life light line lines list local logistics look loss losses low main management manufacturing
    march margin market marketing markets may media medical meeting metal middle month monthly months more most
    motor motors national natural new next north northern not november number numbers october office offices old one
    online only order orders other our out over own paper park part parts pay people personal pharma plan plans point
    power premium price prices print pro product products production profit profits project projects property quality
    quarter rank ranking rate real red regional rent report restaurant results retail revenue review royal rural
    safety sale sales school science second sector security september service services share shared shares shop
    shopping show simple small smart social software solar solutions some source south southern special sport sports
    standard star start state station store stores street studio success sun supplier suppliers supplies supply
    support system systems team tech technologies technology telecom test textile this thursday time times to today
    tools top total town trade traders trading training transport travel trust two unit units university urban
    value visit visits warehouse water wealth web wednesday week weekly weeks well west western what when where which
    white who whole wholesale why will win wine wood work works world year yearly years
    """.split()
)
