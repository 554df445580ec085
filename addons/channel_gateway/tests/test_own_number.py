from odoo.tests import BaseCase

from ..adapters import clues

OWN = (
    "my number here is 07700 900123",
    "my other number is 07700 900123",
    "mine is 07700 900123",
    "Carol's is 01482 300300, mine's 07700 900123",
    "My neighbour's number is 07700 900460 and mine is 07700 900123",
    "New number: 07700 900123",
    "I moved. Contact number 07700 900123",
    "Skip is full again. Best contact number: 07700 900123.",
    "I changed my number to 07700 900123",
    "my number is now 07700 900123",
    "My number has changed to 07700 900123",
    "please only call me after that on 07700 900123",
    "call me then on 07700 900123",
    "only ring me from Monday on 07700 900123",
    "I said you can call me on 07700 900123",
    "Numărul meu este 07700 900123",
    "Numărul meu de telefon este 07700 900123",
    "Mój numer telefonu to 07700 900123",
    "mój numer: 07700 900123",
    "Meine Nummer ist 07700 900123",
    "Meine Telefonnummer lautet: 07700 900123",
    "Sie erreichen mich unter 07700 900123",
    "Rufen Sie mich bitte an unter 07700 900123",
    "Mon numéro est le 07700 900123",
    "Vous pouvez me joindre au 07700 900123",
    "Merci de me rappeler au 07700 900123",
    "Mi número es 07700 900123",
    "Mi teléfono es el 07700 900123",
    "Il mio numero è 07700 900123",
    "O meu número é 07700 900123",
    "Mijn nummer is 07700 900123",
    "Мой номер телефона 07700 900123",
    "Мій номер 07700 900123",
    "Telefon numaram 07700 900123",
    "رقمي 07700 900123",
    "Fy rhif ffôn yw 07700 900123",
    "Tél. : 07700 900123",
    "Telefon: 07700 900123",
    "Numer telefonu: 07700 900123",
    "Hello\n> We rang you\nMy number is 07700 900123",
    "Pozdrawiam\nŻaneta Nowak\n07700 900123",
    "С уважением,\nИван Петров\n07700 900123",
    "شكرا\nمحمد علي\n07700 900123",
    "谢谢\n王小明\n07700 900123",
    "Ólafur Jónsson\n07700 900123",
    "Hvala\nŠimon\n07700 900123",
    "Šimon Novák, 07700 900123",
    "Best\nHolly\n07700 900123",
    "All the best\nCarole Tennison\n07700 900123",
    "It's my mobile number: 07700 900123",
)
OF_OTHERS = (
    "an advert saying CALL ME ON 07700 900123",
    "a card through the door says ring us on 07700 900123",
    "The poster reads: please call me on 07700 900123 for roofing",
    "someone texted me saying my number is 07700 900123",
    'It said "call me on 07700 900123" on the van',
    "a leaflet stating contact me on 07700 900123",
    "a friend of mine is on 07700 900123",
    "Shop open Sat and Mon, tel 07700 900123",
    "To: 07700 900123",
    "My landlord does not answer. Contact number 07700 900123",
    "The skip has no permit. 07700 900123",
    "The number: 07700 900123",
    "Sie erreichen den Vermieter unter 07700 900123",
    "numărul vecinului este 07700 900123",
    "numer sąsiada to 07700 900123",
    "le numéro de mon voisin est 07700 900123",
    "der Nachbar hat die Nummer 07700 900123",
    "Sie erreichen mich nicht unter 07700 900123",
    'a van with "call me on 07700 900123',
    "Best before 12.12.2026 it says 07700 900123 on the box",
    "Hello\n> 07700 900123 is my number",
    "номер соседа 07700 900123",
    "Bitte rufen Sie meine Nachbarin an:\nCarola Weiss\n07700 900123",
    "Rufen Sie bitte den Vermieter an\nKarl Braun\n07700 900123",
    "Appelez ma voisine, s'il vous plaît :\nCarole Blanc\n07700 900123",
    "Llame a mi vecina:\nCarmen Ruiz\n07700 900123",
    "Chiamate la mia vicina:\nCarla Rossi\n07700 900123",
    "Ligue à minha vizinha:\nCarla Sousa\n07700 900123",
    "Bel mijn buurman:\nJan Bakker\n07700 900123",
    "Sunați vecina mea:\nIoana Popa\n07700 900123",
    "Proszę zadzwonić do sąsiadki:\nŻaneta Nowak\n07700 900123",
    "Zavolejte prosím sousedovi:\nJan Novák\n07700 900123",
    "Komşumu arayın:\nAyşe Şahin\n07700 900123",
    "Позвоните моей соседке:\nАнна Петрова\n07700 900123",
    "Подзвоніть моїй сусідці:\nОлена Коваль\n07700 900123",
    "Ffoniwch fy nghymydog, cymydog da:\nSiân Jones\n07700 900123",
    "الرجاء الاتصال بجارتي هاتف جارتي\nفاطمة خان\n07700 900123",
    "their new number is 07700 900123",
    "her number is 07700 900123 and not mine",
    "The firm has changed its number to 07700 900123",
    "I told them to call you on 07700 900123",
)


class TestOwnNumber(BaseCase):
    """What says that a number is the sender's, in several languages."""

    def test_number_that_the_sender_says_is_theirs(self):
        for text in OWN:
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").phone, "+447700900123")

    def test_number_of_another(self):
        for text in OF_OTHERS:
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").phone, "")
