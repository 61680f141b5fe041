package detectors

import (
	"reflect"
	"testing"
)

// nameTests are texts with marks around the names of people: «» whole, ‹› a
// given name or a surname alone. Nothing else may be found.
var nameTests = []string{
	"",
	// Headers.
	"From: «Bekbolat Musliyev» <bekbolat@example.com>",
	"From: ‹Anna› <anna@example.com>",
	"Cc: \"«Allan, Bruce W»\" <bruce@example.com>",
	"From: ann@example.com («Ann T. Keller»)",
	"To: «Keller, Jeffrey T»; «Brandt, Jesse»; «Kirshen, Alexander»",
	"From: Delivery Subsystem <daemon@example.com>",
	"From: Great Offers <offers@example.com>",
	"To: Zorblax Devel List <zorblax-devel@example.com>",
	"From: ZORBLAX ALERTS <alerts@zorblax.example>",
	"we met «Laura Jean Derrick CPA» and «Yann LeCun»",
	"Mailing-List: contact help@example.com",
	// Greetings and signatures.
	"Hi ‹Anna›, the bill is here.",
	"hi ‹anna›, the bill is here.",
	"hi all, the bill is here.",
	"See you.\n\nThanks,\n‹Bob›\n",
	"See you.\n\nthanks,\n‹bob›\n",
	"See you.\n\n-- \n«Suresh Jayaraman»\n",
	"See you.\n\n-‹Carl›\n",
	"Does it work?\n\n‹Misha›\n\nOn Wed it did.",
	"Regards,\n«Lucía Fernández»\nDirectora",
	"-- \nRandom tagline follows",
	// Titles and offices.
	"We met Dr. ‹Yager› there.",
	"ask mr. ‹gonzalez› again",
	"the late President ‹Kabila› and Senator ‹Novak›",
	"Officer «Kevin Rollins» told us.",
	"as attorney «Freddy Riedenschneider» said",
	"in the MS Office folder",
	"Zorblax CEO «Gary Bloom» speaks",
	"Chief Operating Officer and President of the Board",
	// Introductions.
	"My name is «Jane Doe».",
	"my name is «jane doe» and i need help",
	"hello, i'm ‹jane›, can you help?",
	"My name is ‹Zorblina›.",
	"Mi nombre es «Xavier Quispe».",
	"me llamo ‹lucia›",
	"this is a test, i'm sure",
	"I am ‹Rajesh› from billing. This is ‹Amit› speaking.",
	"Dear ‹Siobhán› and ‹Tadhg›,",
	"Good morning ‹Kenji›,",
	"Dear Customer Care and Billing,",
	"rep ‹dwayne› told her that he said ‹maria› will call",
	// Relations.
	"I came with my husband ‹Carl› and my son ‹Zebo›.",
	"It was ‹Asya›'s kid.",
	"my kid ‹Agi› wants a phone",
	"My partner's name is «Roberto Yamamura».",
	// What people say and do.
	"It is late, says ‹Izumi›.",
	"\"It is late,\" said ‹Bergqvist›.",
	"‹Maria› said that it is late.",
	"‹Vinka› lives here.",
	"‹Simon› told ‹Ibrahim› so.",
	"He shouted at ‹Gary› again.",
	"Zorblax said that sales rose.",
	"We met at Gary station.",
	// Lone given names in prose.
	"Then ‹Matthew› left, and ‹Paul› too.",
	"It is ‹Anna›'s account.",
	"Remember me, ‹Kelly›? Go, ‹Sherry›!",
	"What is your last name? ‹Keller›",
	"‹Anna›: I agree.",
	"I love the change in ‹Sarah› but not in Georgia.",
	"I saw ‹Thomas› and ‹Scott›.",
	"Call for ‹Elizabeth› B.",
	"It was bought by ‹Sue›.",
	"We flew to Paris, Austin and Charlotte in May.",
	"Kenya and Israel were hot.",
	"Bank of America, San Jose, Lake Charles",
	"They live in Victoria, Texas.",
	"the Madison, a new Sierra and an Oscar",
	"file:///home/anna/Anna.txt and Anna@example.com",
	"Jack in the Box, Murphy's Law",
	"She stood with Hope and Joy before the Will.",
	// A whole name teaches its parts.
	"«Ann Crane» called. Then Crane's selfish wife left.",
	"«Billy Crane» called. We like ‹Crane›, and ‹Billy› too.",
	"Crane is a bird.",
	// Names from abroad.
	"a tribute to «Radka Dvořáčková» of course",
	"we need to add «Mstislav Dolgorukov» as guardian",
	"we spoke with «Bojka Žilih» today",
	"I want to add «Tiffany Bašić» here",
	"Contact: «Sébastien FAIJEAN», «Jean-Eudes LEBAUPIN»",
	"«Adrian Perez de Castro» and «Theo Van Dinter»",
	"Er sah den Himmel und das Meer. Der Abend kam. Kein Wunder.",
	"Linien der Häuser, «Pieter van der Berg», African Americans",
	"GIVE «GEORGE KELLER» AND BASHER AN OTN TechTracks",
	"Rua do Paseo and Große Freiheit",
	// Lower case.
	"i will follow up with «benjamin seiler» soon",
	"please call «samuel lund» back",
	"name: «katelyn villareal»",
	"from: «john smith» <js@example.com>",
	"brown green, north hill, will grant may price",
	"they had ‹silvana›, ‹kristina› and ‹caleb›, not paris, kenya and will",
	"‹tracy›: who is it?\nname: what?",
	"lynx perl ruby java",
	// Surname first.
	"Name: «SMITH JR, DONALD L»",
	"«DE LA TORRE, MANUEL» paid",
	"«Martinez, Mary Helen»\n«White, Ann Elizabeth»",
	"Name: «HOWARD, RUELYN»",
	"Beneficiary: «Smith Jr., Robert A».",
	"De: «Núñez Peña, María del Carmen»",
	"From: «Volkonsky, Dmitri»\nTo: Retail, Ops",
	"«Jan Willem van den Broek» signed in Jan 2019",
	"Jira, Maven, Jenkins, Ernst & Young",
	"Rose, Turner and Thompson is a firm",
	// Companies, software, streets.
	"Ann Lee & Associates, Steven Brody and Sons",
	"Mary Riordan, LLC wrote",
	"I work for Morgan Consulting and Brady Memorial Chapel.",
	"Hewlett-Packard, Anheuser-Busch, X-Red-Smith: yes",
	"Boston Celtics at Virginia Tech, Mac OS",
	"Columbus Day, St. Patrick's Day and Valentine's Day are free",
	"Chicken Marsala, Margarita Pizza",
	"<div class=\"Bob\">",
	"A DAY, A Chicken, P.S. The Guide",
	"Isaac Lodge Street is closed",
	"Perl's features, Foo and Bar",
	"Full-Time Agents and Sales Managers wanted",
}

func TestNames(t *testing.T) {
	wk := New(Settings{}).Worker()
	for _, want := range nameTests {
		text := unmark(want)
		if got := marked(text, Name, wk.Text(text, nil, nil)); got != want {
			t.Errorf("\ngot  %s\nwant %s", got, want)
		}
	}
}

// candidateTests are texts with marks around the candidates for names.
var candidateTests = []string{
	"We heard that ‹Alvir› spent a year there.",
	"‹Einojuhani Pyysalo› drives a bus.",
	"‹Heath Tagtmeyer› and the Zorblax team",
	"We saw ‹Rose› nearby. Rose blooms.",
	"Anna Keller called the Customer Care Team on Monday.",
	"the IBM in MAY",
	"",
}

func TestCandidates(t *testing.T) {
	wk := New(Settings{Candidates: true}).Worker()
	without := New(Settings{}).Worker()
	for _, want := range candidateTests {
		text := unmark(want)
		var candidates, others []Finding
		for _, f := range wk.Text(text, nil, nil) {
			if f.Candidate {
				candidates = append(candidates, f)
			} else {
				others = append(others, f)
			}
		}
		if got := marked(text, Name, candidates); got != want {
			t.Errorf("\ngot  %s\nwant %s", got, want)
		}
		if got := without.Text(text, nil, nil); !reflect.DeepEqual(got, others) {
			t.Errorf("%s: candidates change the findings:\n%v\n%v", text, got, others)
		}
	}
}
