from odoo.tests import BaseCase

from ..adapters import closings, clues

SIGNED = (
    ("Bin\n\nPozdrawiam\nŻaneta Nowak", "Żaneta Nowak"),
    ("Bin\nZ poważaniem,\nŻaneta", "Żaneta"),
    ("Bin\nTakk fyrir\nÓlafur", "Ólafur"),
    ("Bin\nS pozdravem\nŠimon Novák", "Šimon Novák"),
    ("Bin\n\nС уважением,\nИван Петров", "Иван Петров"),
    ("Мусор не вывезли.\nСпасибо\nИван", "Иван"),
    ("القمامة لم تجمع\nشكرا\nمحمد", "محمد"),
    ("القمامة لم تجمع\nمع التحية\nمحمد علي", "محمد علي"),
    ("垃圾没有收\n谢谢\n王小明", "王小明"),
    ("Bin missed\n\n王小明", "王小明"),
    ("Bin missed\nمحمد علي", "محمد علي"),
    ("Bin missed\nИван Петров", "Иван Петров"),
    ("Bin missed\nŻaneta Nowak", "Żaneta Nowak"),
    ("मेरा कूड़ा\n\nधन्यवाद\nविजय कुमार", "विजय कुमार"),
    ("Bin missed\nThanks\nविजय कुमार", "विजय कुमार"),
    ("Σκουπίδια\nΜε εκτίμηση\nΝίκος Παπαδόπουλος", "Νίκος Παπαδόπουλος"),
    ("Tonne\n\nMit freundlichen Grüßen\n\nDr. Jürgen Müller", "Jürgen Müller"),
    ("Tonne\nLG\nHeike", "Heike"),
    ("Gunoi\nCu respect,\nȘtefan Țurcanu", "Ștefan Țurcanu"),
    ("Mulțumesc\nIoana Popa", "Ioana Popa"),
    ("Poubelle\nBien cordialement\nÉmile Zola", "Émile Zola"),
    ("Basura\nUn saludo,\nÁngel Núñez", "Ángel Núñez"),
    ("Çöp\nTeşekkürler\nİbrahim Şahin", "İbrahim Şahin"),
    ("Szemét\nÜdvözlettel\nÁkos Őri", "Ákos Őri"),
    ("Bin\nKind regards\nJohn Smith | Manager", "John Smith"),
    ("Bin\nKind regards\nJohn Smith - Secretary", "John Smith"),
    ("Bin\nKind regards\nJane Smith (Mrs)", "Jane Smith"),
    ("Bin\nKind regards\nJan van der Berg", "Jan van der Berg"),
    ("Bin\nThanks\nMs. Ann de la Cruz", "Ann de la Cruz"),
    ("Bin\nThanks\nMrs Smith", "Mrs Smith"),
    ("Bin\nRegards,\nRev Dr Ann Lee", "Ann Lee"),
    ("Please come soon.\nTerry", "Terry"),
    ("Its Shaz from 5 Salisbury St", "Shaz"),
    ("This is Jane Smith at 12 Park Avenue", "Jane Smith"),
    ("Your name *\nJoanna Pickering\nYour email", "Joanna Pickering"),
    ("Full name: Żaneta Nowak\nPhone: 1", "Żaneta Nowak"),
    ("Name: 王小明", "王小明"),
    ("My name is Żaneta Nowak and", "Żaneta Nowak"),
    ("Mein Name ist Jürgen Groß.", "Jürgen Groß"),
    ("Меня зовут Иван Петров", "Иван Петров"),
    ("Call me. Many thanks for your help, Jane Smith", "Jane Smith"),
    ("many thanks Jane Smith", "Jane Smith"),
    ("Bin\nThank you for all your help\nJane Smith", "Jane Smith"),
    ("Bin\nDiolch\nSiân Llŷr", "Siân Llŷr"),
    ("Bin\nTa very much\nWes", "Wes"),
    ("Bin\n-- \nŻaneta Nowak", "Żaneta Nowak"),
    ("Bin\nŻaneta Nowak", "Żaneta Nowak"),
    ("Bin\nRegards\nPC Ann Lee", "PC Ann Lee"),
    ("안녕하세요\n감사합니다\n김민수", "김민수"),
    ("Bin\nWith thanks\nS. Okafor", "S. Okafor"),
    ("Bin\nThanks\nJ", "J"),
    ("bin missed\nthanks\njane smith\n07700 900123", "Jane Smith"),
    ("Bin missed.\n\nkind regards,\njane\n07700 900123", "Jane"),
    ("BIN MISSED\nTHANKS\nJANE SMITH", "JANE SMITH"),
    ("BIN MISSED\nTHANKS, JANE SMITH", "JANE SMITH"),
)
NOT_SIGNED = (
    "I am Deaf from 5 years old",
    "This is Fly Tipping at 12 Park Avenue",
    "I'm Homeless at 5 months",
    "شكرا\nارجو الرد",
    "谢谢\n请尽快",
    "Thanks\nSee attached",
    "Bin\nThanks\nHull",
    "Bin\nThanks\nResident",
    "Bin\nThanks\nPark Avenue",
    "Bin\nThanks\nKind Regards",
    "Bin\nThanks\nCustomer Services",
    "Bin\nDziękuję Bardzo",
    "Bin\nCu Stimă",
    "Bin\nС Уважением",
    "垃圾没有收\n\n谢谢",
    "Bin\nشكرا جزيلا",
    "Bin\n\nSincères Salutations",
    "Please come soon.\nHull",
    "Please come soon.\nUrgent",
    "It is Friday. Its Friday from 5 pm",
    "This is Hull Council from 9 am",
    "Name: joanna pickering",
    "Street name: Park Avenue",
    "Мусор\nЗаранее Спасибо",
    "Dziękuję za szybką odpowiedź\nBlue Bin",
    "مرحبا\nلم يتم جمع القمامة",
    "你好\n请尽快来",
    "Bin\nthanks\njane smith",
    "bin missed\nthanks\nsee attached\n07700 900123",
    "bin missed\nthanks\nmy mobile\n07700 900123",
    "HELLO\nTHANKS FOR COMING\nMY BIN WAS MISSED",
    "THANKS\nFLY TIPPING AGAIN\nPLEASE HELP",
    "THANKS\nTHE BINS WERE MISSED AGAIN",
)
CLOSINGS = (
    "Best,",
    "With many thanks",
    "All the very best!",
    "Have a lovely weekend",
    "Looking forward to hearing from you",
    "Viele Grüße",
    "Vielen Dank im Voraus",
    "Met vriendelijke groet,",
    "Med vänliga hälsningar",
    "Bestu kveðjur",
    "Sincères salutations",
    "Muchas gracias",
    "Melhores cumprimentos",
    "Distinti saluti",
    "Cu deosebită stimă",
    "Dziękuję bardzo",
    "Z wyrazami szacunku",
    "S pozdravem",
    "Lep pozdrav",
    "Saygılarımızla",
    "Trân trọng",
    "Cofion gorau",
    "З повагою,",
    "С наилучшими пожеланиями",
    "Με εκτίμηση",
    "مع أطيب التحيات",
    "با احترام",
    "תודה רבה",
    "धन्यवाद",
    "谢谢你",
    "감사합니다",
)
NO_CLOSINGS = (
    "Best before the tenth",
    "Love the new bins",
    "Yours is the only one that was missed",
    "Thankless task that this is",
    "Brown bin",
    "Takk is the name of the shop",
    "مشكلة القمامة",
    "我的垃圾",
)


class TestSenderName(BaseCase):
    def test_closing_words_are_no_name(self):
        for text in (
            "Bin.\n\nKind Regards",
            "Bin.\n\nThank You",
            "Bin\nMany Thanks",
            "Bin\nYours Faithfully",
            "Bin\nBest Wishes",
            "Bin\nThank You Very Much",
            "Bin\nMit Freundlichen Grüßen",
            "Bin\nThanks In Advance",
            "Bin\nHull City Council",
            "Bin\nPark Avenue",
            "Thanks\nKind Regards",
        ):
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").name, "")

    def test_name_below_or_beside_a_closing(self):
        for text in (
            "Bin\nKind Regards\nJane Smith",
            "Thank You\n\nJane Smith",
            "Bin\nKind regards, Jane Smith",
            "Thanks\nKind Regards\nJane Smith",
            "Bin\nCheers\nJane Smith\n12 Park Avenue",
        ):
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").name, "Jane Smith")

    def test_name_like_a_word_of_closings(self):
        self.assertEqual(clues.find_clues("Bin\nGeorge Best", "GB").name, "George Best")

    def test_name_in_any_script_below_a_message(self):
        for text, name in SIGNED:
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").name, name)

    def test_words_in_the_place_of_a_name(self):
        for text in NOT_SIGNED:
            with self.subTest(text):
                self.assertEqual(clues.find_clues(text, "GB").name, "")

    def test_closings_of_many_languages(self):
        for line in CLOSINGS:
            with self.subTest(line):
                self.assertTrue(closings.is_closing(line))

    def test_lines_that_begin_like_a_closing(self):
        for line in NO_CLOSINGS:
            with self.subTest(line):
                self.assertFalse(closings.is_closing(line))
