extension Script {
    /// Every script of the sample organisation.
    static let all: [Script] = [
        latin, cyrillic, greek, arabic, hebrew, han, kana, hangul, devanagari, thai,
    ]

    static let latin = Script(
        weight: 46,
        given: """
            José=jose Zoë=zoe Łukasz=lukasz Søren=soren Chloé=chloe Jürgen=jurgen Siân=sian Nuño=nuno Ayşe=ayse Đorđe=djordje Māra=mara Þóra=thora \
            Tomáš=tomas Mina Grace Liam Amara Jean-Luc Mary_Ann=maryann Ștefan=stefan Ngọc=ngoc İpek=ipek Håkon=hakon Eve
            """,
        family: """
            García=garcia Müller=muller O'Brien=obrien Kowalczyk Ångström=angstrom Nguyễn=nguyen Šimůnek=simunek D'Souza=dsouza \
            van_der_Berg=vanderberg Çelik=celik Smith Okafor Jõgi=jogi Bjørnsen=bjornsen Müller-Lüdenscheidt=muller-ludenscheidt Haddad \
            Łoś=los Fernández=fernandez Ó_Súilleabháin=osuilleabhain Silva Mbeki Tőzsér=tozser Guðmundsdóttir=gudmundsdottir Smith-Jones
            """)

    static let cyrillic = Script(
        weight: 9,
        given:
            "Анна=anna Дмитрий=dmitriy Ольга=olga Сергей=sergey Наталія=nataliya Юлія=yuliya Богдан=bohdan Ђорђе=djordje Мария=mariya Фёдор=fyodor",
        family:
            "Иванова=ivanova Шевченко=shevchenko Соловьёв=solovyov Ковальчук=kovalchuk Петров=petrov Јовановић=jovanovic Щербак=shcherbak Цветкова=tsvetkova"
    )

    static let greek = Script(
        weight: 5,
        given: "Ελένη=eleni Γιώργος=giorgos Αθηνά=athina Νίκος=nikos Κωνσταντίνος=konstantinos Μαρία=maria Σοφία=sofia",
        family: "Παπαδόπουλος=papadopoulos Οικονόμου=oikonomou Βασιλείου=vasileiou Αγγελόπουλος=angelopoulos Ψαρράς=psarras")

    static let arabic = Script(
        weight: 8,
        given: "عمر=omar فاطمة=fatima ليلى=layla يوسف=yusuf نور=nour خالد=khalid مريم=maryam عبد_الرحمن=abdulrahman",
        family: "حداد=haddad الخطيب=alkhatib المصري=almasri منصور=mansour الزهراني=alzahrani بن_علي=benali صبّاغ=sabbagh")

    static let hebrew = Script(
        weight: 4,
        given: "נועה=noa איתי=itai תמר=tamar יונתן=yonatan שירה=shira אורי=uri",
        family: "כהן=cohen לוי=levi מזרחי=mizrahi בן-דוד=ben-david פרץ=peretz")

    static let han = Script(
        weight: 9,
        given: "偉=wei 芳=fang 秀英=xiuying 敏=min 静怡=jingyi 志明=zhiming 雨桐=yutong 浩然=haoran",
        family: "王=wang 李=li 張=zhang 劉=liu 陳=chen 歐陽=ouyang 趙=zhao 𠮷=ji")

    static let kana = Script(
        weight: 7,
        given: "さくら=sakura ゆうき=yuki ハルカ=haruka けんた=kenta あおい=aoi レイ=rei ひかり=hikari",
        family: "サトウ=sato すずき=suzuki タカハシ=takahashi わたなべ=watanabe いとう=ito ジョンソン=johnson")

    static let hangul = Script(
        weight: 6,
        given: "민준=minjun 서연=seoyeon 지우=jiwoo 하은=haeun 도윤=doyoon 수아=sua",
        family: "김=kim 이=lee 박=park 최=choi 남궁=namgung 정=jung")

    static let devanagari = Script(
        weight: 4,
        given: "आरव=aarav प्रिया=priya रोहन=rohan अनन्या=ananya विक्रम=vikram दीपिका=deepika",
        family: "शर्मा=sharma पटेल=patel सिंह=singh कुलकर्णी=kulkarni द्विवेदी=dwivedi")

    static let thai = Script(
        weight: 2,
        given: "สมชาย=somchai มาลี=malee ณัฐพล=natthaphon ศิริพร=siriporn",
        family: "ใจดี=jaidee ศรีสุข=srisuk ทองคำ=thongkham วงศ์สวัสดิ์=wongsawat")
}
