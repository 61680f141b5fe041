package detectors

import "testing"

// addressTests are texts with marks around postal addresses, as in tests.
var addressTests = []string{
	// Other countries, and labels.
	"«Via 25 Aprile, 12\n28924 Verbania»",
	"«Level 3, 230 Victoria Road,\nGladesville NSW 2111»",
	"«12 Park Street, Kolkata 700016, India»",
	"Address: ‹Sen Li city, Haizhou Guzhen, Zhongshan, Guangdong›",
	"地址:‹广东中山古镇海洲胜利灯饰城›",
	"地址：　‹广东　中山古镇海洲胜利灯饰城›　\n电话",
	"at the club, ‹600 Larkspur› (between Pine and\nOak)",
	"in 1999 Larkspur (between jobs)",
	"Address: see the list, please",
	"Address: www.example.com, Web Site",
	// House numbers.
	"«12-34 150th St, Whitestone, NY 11357»",
	"«123 1/2 Main St, Boston, MA 02108»",
	"«123½ Main St, Boston, MA 02108»",
	"«221B Baker St, Boston, MA 02108»",
	"«N6W23001 Bluemound Rd, Waukesha, WI 53188»",
	"«W210 N16570 Glencoe Ln, Jackson, WI 53037»",
	"«123 S 400 W, Salt Lake City, UT 84101»",
	"«400 A South Boulevard, Evanston, IL 60202»",
	"«One Example Plaza, Boston, MA 02108»",
	"‹4410 1800 N Ave\nPrinceton›",
	"in 4410 1800 people",
	"We moved to «52 Oak Street, Salem, OR 97301 4321» in May",
	"We moved to «52 Oak Street, Salem, OR 97301» 2019 was late",
	"‹410 Boulevard Lafayette›\nthanks",
	// Directions.
	"Hello,\n\n‹817 So Larkspur›\n\nThank you",
	"«613 K Street Northwest, Washington, DC 20001»",
	"«1254 Centra Vina Dr, SW, Atlanta, GA 30301»",
	"«2641 Gately Drive W, West Palm Beach, FL 33415»",
	"«613 K St. N.W., Washington, D.C. 20001»",
	// Types in front, routes.
	"«9912 S. Avenue H, Chicago, IL 60617»",
	"«1200 Avenue of the Americas, New York, NY 10036»",
	"«88175 US Highway 278, Altoona, AL 35952»",
	"«820 North Highway 71 Business, Lowell, AR 72745»",
	"«1276 County Road 12, Salem, OH 44460»",
	"«17 State Route 9, Lake George, NY 12845»",
	"«12 Calle Luna, San Juan, PR 00901»",
	"«4013 W COUNTY ROAD MM, LEBANON, WI 53098»",
	"‹Highway 59 North, Detroit Lakes, MN 56501›",
	"‹Ridgecrest Drive, Bethel, AK 99559›",
	"‹Municipal Airport, Lincoln, NE 68524›",
	"‹Union Station, Washington, DC 20001›",
	// No type.
	"«100 Broadway\nNew York, NY 10005»",
	"«1000 Woodlawn Chicago IL»",
	"‹219 S Dearborn›\n",
	"please send it to ‹1614 English Oak› by Friday",
	// Units.
	"«1200 Main St # 4, Boston, MA 02108»",
	"«1200 Main St, 3rd Floor, Boston, MA 02108»",
	"«1200 Main St Lower Level, Boston, MA 02108»",
	"«1200 Main St Ste 400-A Boston MA 02108»",
	"«1200 Main St. 600, Chicago, IL 60654»",
	"«Suite 200, 7000 Oak Road, Atlanta, GA 30328»",
	"«1200 Main St, PMB 12, Boston, MA 02108»",
	"«1200 Main St, PO Box 12, Boston, MA 02108»",
	"«1666 SE Lambert St Steeple Townhomes, Portland, OR 97202»",
	"«Example Tower, 301 N Main St, Salem, OR 97301»",
	// What stands between, before and behind.
	"«410 Example St, Attn: Billing Desk c/o Ann Lee, Chicago, IL 60601»",
	"«410 example st mail code f646 chicago il 60606»",
	"«PO Box 12000, ms 5-230 Vallejo, CA 94590»",
	"‹410 Example St›. Ask Ann in Chicago, IL 60601",
	"‹410 Example St› and then ‹12 Sample Ave› in Chicago, IL 60601",
	"«One Example Plaza, 55 Sample Ave, New York, NY 10006»",
	"«PO Box 628 Hwy 231 Lake Butler, FL 32054»",
	"‹12 Oak Street›, ‹14 Elm Street›",
	"«410 Example St NE, 400 Sample Square, Suite 1730, Atlanta, GA 30361»",
	"«14th Floor, 300 East Example St, Chicago, IL 60601»",
	"‹410 Example Rd., NE, Ste. 5300›",
	"‹410 Example Ave Unit 2 East›",
	"‹801 South Example Street C1S›",
	"‹410 Example Drive, C-5›",
	"‹410 Example Street› B2 jars",
	"‹1000 Example Pl› ‹925 W Sample St›",
	// Numbers.
	"«32 - 233 M Street, Anchorage, AK 99506»",
	"«8922 South 1/2 Greenwood Avenue, Chicago, IL 60619»",
	"«W206N W16282 Example Dr, Jackson, WI 53037»",
	"«one south example dr ste 1200 chicago il 60606»",
	"one south side story and two more",
	// Routes.
	"«1200 Business 190 Ste 3, Covington, LA 70433»",
	"‹17380 N Highway A1A Alt›",
	"‹1101 U.S. Highway No. 130 North›",
	"‹24850 Old 41 Road›",
	"‹Highway Contract Route 12A Box 285›",
	"‹514 Peace & Plenty Lane›",
	"514 Peace & Plenty shirts",
	// ZIPs.
	"«410 Example St, Chicago, IL 606011234»",
	"«410 Example St, Chicago, IL 60601—1234»",
	"«410 Example St, Chicago IL 6060112»",
	"«410 Example St 606061234»",
	"‹410 Example St› 6060612 units",
	"‹159 The Prado NE›",
	"«159 Prado, Omaha NE»",
	// No type.
	"«2149 larkmoor kentwood mi 49508»",
	"«5 S. Old Orchard, St. louis, MO 63119»",
	"‹500 South Cermak›\n",
	"500 South Coast\n",
	"500 South Korea\n",
	"2020 South Central\n",
	"we sold 500 South Central shirts",
	"we sold 200 units, Salem, MA 01970 was the best",
	"about 120 stores in dallas, tx",
	"2 dr house near Chicago, IL 60601",
	"100 West Africans\n",
	"about 300 people from salem ma 01970",
	// Boxes.
	"«Box 209, Glorieta, NM 87535»",
	"«rr # 3 box 273 sullivan il 61951»",
	"«Star Route 24 Box 45, Elko, NV 89801»",
	"«General Delivery, Juneau, AK 99801»",
	"«PSC 1437, Box 3833\nAPO AA 34066»",
	"«Unit 5146 Box 1772\nDPO AE 09498»",
	"«CMR 411 Box 3568, APO AE 09112»",
	"«USS Example\nFPO AP 96667»",
	"‹PO Box 1234› is the one we use",
	"the box 12 of 40 is missing",
	"unit 12 is out of service",
	// Case.
	"«333 washington blvd marina del rey ca 90292-5152»",
	"«144 s 500 e floor 2 salt lake city ut 84102»",
	"«1200 MAIN STREET NORTH\nST PAUL MN 55101»",
	"we walked 12 blocks down the street in boston",
	"5 way street",
	"it is a 2 way street in my town",
	"«36625 us highway 19 n palm harbor fl 34684-1228»",
	// City, state, ZIP.
	"«1600 Pennsylvania Ave. Washington DC 20500»",
	"«1200 Main St, Boston, Ma 02108»",
	"«253 Broadway, New York, N.Y. 10007»",
	"«100 N 17th Street, Washington, District of Columbia 20001»",
	"«1 Meadowlands Plaza, East Rutherford, NJ 7073»",
	"«61 Polaris Dr, Lake in the Hills, IL 60156»",
	"«214 South Boulevard, Evanston, 60202»",
	"«1200 Main St\nBoston, MA 02108\nUnited States»",
	"«15518 Cox Way, Holland, MI 49424»",
	"«18032 Oak Way Apt 10, Panama City, FL 32401»",
	"Attn: A. Miller\n«1200 Main St\nBoston, MA 02108»",
	"«7 Mount Auburn St, St. Louis, MO 63101»",
	// Crossings.
	"meet at ‹Main St & 5th Ave› at noon",
	"the corner of ‹Oak Street and Elm Avenue› is closed",
	"Main Street and the mayor",
	// Other countries.
	"«24 Sussex Drive, Ottawa, ON K1M 1M4»",
	"«24 Sussex Drive\nOttawa, Ontario K1M 1M4\nCanada»",
	"«10 Example Road, London SW1A 2AA»",
	"«107-111 Peascod Street, Windsor, Berkshire, SL4 1TE, United Kingdom»",
	"«Musterstraße 12\n80331 München»",
	"«Musterstr. 12, 80331 München, Germany»",
	"«Am Alten Platz 3, 1010 Wien, Austria»",
	"«Bahnhofstrasse 7a\n8001 Zürich\nSwitzerland»",
	"«Calle Mayor 5, 28013 Madrid»",
	"«C/ Mayor, 5, 28013 Madrid, Spain»",
	"«12 rue de la Paix, 75002 Paris, France»",
	"«Via Roma 3, 20121 Milano, Italy»",
	"«Rua Augusta 100, Lisboa, Portugal»",
	"«Storgatan 12\n111 51 Stockholm\nSweden»",
	"«36 Holmevej 34\n Suite 344\n København K\n Poland 97724»",
	"he lives at ‹Mannheimerstraße 4› in a flat",
	// Look-alikes.
	"Prohibit send at 100 MB per mailbox",
	"8x DVD-ROM Combo Drive",
	"fingerprint 406F 241A 9E21 CF92",
	"sent on 1995 Sep 19 at 13:30",
	"House 8 Weblog",
	"the 2019 Ford Drive event",
	"Top 10 Best Buy Court decisions",
	"we sold 4471 Main Street Bakery boxes",
	"send to 40 Users in the list",
	"20 N. Korean ships",
	"2002 - Affiliate ID #1269",
	"on 10 Downing",
	"+44 7700 900 118",
	"12 Monkeys is a film",
	"we sold 300 North American units",
	"meeting at 10 Oak Room",
	"C. Jimenez\n«5760 Heath Blvd\nMarquette, MI 49855»",
	"Robert Smith, Boston, MA 02108",
	// Numbers before somebody's name.
	"account 2231 John Smith, Houston, TX 77002 called",
	"2231 John Smith Houston TX 77002",
	"2231 John Q. Smith, Houston, TX 77002",
	"He lives at «2231 John Smith, Houston, TX 77002»",
	"Address: «2231 John Smith, Houston, TX 77002»",
	"«2231 John Smith\nHouston, TX 77002»",
	"«2231 John Smith Rd, Houston, TX 77002»",
	"«2231 N John Smith, Houston, TX 77002»",
	"«2231 John Smith Apt 4, Houston, TX 77002»",
	"«2231 Martin Luther King, Houston, TX 77002»",
}

func TestAddresses(t *testing.T) {
	for _, s := range addressTests {
		checkMarks(t, PostalAddress, s)
	}
}

// checkMarks holds the findings of e in a marked text against its marks.
func checkMarks(t *testing.T, e Element, want string) {
	t.Helper()
	text := unmark(want)
	if got := marked(text, e, northwind().Worker().Text(text, nil, nil)); got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", e, got, want)
	}
}

// placeTests are texts with marks around places.
var placeTests = []string{
	"She moved to ‹Boston› last year",
	"He lives in ‹Springfield, Illinois›, near the river",
	"a flight to ‹Paris, France› at noon",
	"They are from ‹New Zealand›.",
	"‹Los Angeles› is large",
	"Send it from ‹St. Louis, MO 63101›",
	"I grew up in ‹Houston›",
	"He grew up in ‹Hvammstangi›",
	"our store in ‹Boston MA›",
	"war in ‹iceland› again",
	"‹Washington, D.C›. is far",
	"‹Kenya› and ‹Burkina Faso› agreed",
	"Keith, Virginia called",
	"They left ‹Iraq›, ‹Iran› and ‹Kenya›",
	"trade with ‹Russia›, ‹India›.",
	"He lives in ‹England, United Kingdom›",
	"a flight to ‹Hong Kong, China›",
	"born in ‹Puerto Rico, USA›",
	"moved to ‹Mexico, Missouri›",
	"offices in ‹Russia›, ‹China› and ‹Belgium›",
	"from the ‹United States›, ‹Mexico›, or the ‹Philippines›",
	"the Austria of old",
	"only in ‹California›, ‹Nevada›, or ‹Oregon›",
	"born in ‹Georgia, USA›, and in ‹Cardiff, Wales›",
	"a trip to ‹Hong Kong, China› or ‹Hong Kong›, ‹Taiwan›",
	"He moved to ‹Lebanon, Ohio› from ‹New York, New York›",
	// What stands before a comma and is no town.
	"our office, ‹Westwood, California›",
	"Discounts on PCs, PDAs, MP3 players",
	"Windows XP, MS Office",
	"Jane Doe, PhD, MD",
	"Swiss Widget Association, ‹Switzerland›",
	// Institutions and companies that are called after a place.
	"a University of Chicago economist",
	"Université de Nantes, faculté",
	"the Central Bank of Nigeria, and not ‹Nigeria›",
	"the government of ‹Nigeria›",
	"boots of L.L. Bean",
	"IBM and Hitachi, which boasts",
	"the Engineers Association, ‹India›, and others",
	"the University of Chicago at ‹Chicago›",
	"after World War II, ‹Korea› rose",
	"Prices of PDAs, MP3 players and Windows XP, MS Plus",
	"a degree, PhD, MD or MBA",
	"residents of WA, NV, CA",
	"at Union Station, ‹Washington, DC›",
	"same as church: Church, AA meetings",
	"the Corporation\nof Sierra Leone",
	"No. No, it is not",
	"le Tour de France",
	"über die Leiden springend",
	"Paris Hilton called",
	"Austin called about his bill",
	"Jackson said so",
	"Houston Wireless sells phones",
	"written by Barry A. Warsaw",
	"Windows XP, Me and 98",
	"in the reading room",
	"He is Turkish",
	"send in or out",
	"chad jordan and china cups",
}

func TestPlaces(t *testing.T) {
	for _, s := range placeTests {
		checkMarks(t, Place, s)
	}
}

// addressValues are texts whose addresses are the same, and their value.
var addressValues = []struct {
	value string
	texts []string
}{
	{"1200 main st, apt 4, boston, ma 02108", []string{
		"1200 Main St Apt 4, Boston, MA 02108", "1200 MAIN STREET\nAPARTMENT 4\nBOSTON, MA 02108", "1200 Main Str., Apt. 4,\nBoston,\nMassachusetts 02108", "1200 main street apt 4 boston ma 02108",
	}},
	{"77 n elm ave, denver, co 80205-1234", []string{"77 N. Elm Avenue, Denver, CO 80205-1234", "77 North Elm Ave\nDenver, Colorado 802051234"}},
	{"po box 12, boston, ma 02108", []string{"PO Box 12, Boston, MA 02108", "po box 12\nboston, ma 02108"}},
	{"東京都千代田区 丸の内一丁目1-1", []string{"Address: 東京都千代田区　丸の内一丁目1-1", "地址: 東京都千代田区 　丸の内一丁目1-1"}},
	{"广东 中山古镇海洲胜利灯饰城", []string{"地址：广东　中山古镇海洲胜利灯饰城", "地址:广东 中山古镇海洲胜利灯饰城"}},
	{"musterstraße 12, münchen, 80331", []string{"Musterstraße 12, 80331 München", "Musterstraße 12\n80331 MÜNCHEN"}},
}

// TestAddressCells holds the value of an address in cells against that of the same in a line.
func TestAddressCells(t *testing.T) {
	text := "Name|Street|Unit|City|State|Zip\nRobert Smith|1200 Main Street|Apartment 4|Boston|MA|02108\n"
	for _, f := range northwind().Worker().Text(text, rowsOf(text), nil) {
		if want := addressValues[0].value; f.Element == PostalAddress && f.Value != want {
			t.Errorf("value %q, want %q", f.Value, want)
		}
	}
}

func TestAddressValues(t *testing.T) {
	for _, tt := range addressValues {
		for _, text := range tt.texts {
			for _, f := range New(Settings{}).Worker().Text(text, nil, nil) {
				if f.Element == PostalAddress && f.Value != tt.value {
					t.Errorf("%q: value %q, want %q", text, f.Value, tt.value)
				}
			}
		}
		if got := ParseAddress(tt.value).String(); got != tt.value {
			t.Errorf("%q: parsed and written: %q", tt.value, got)
		}
	}
}
