package detectors

import "testing"

// signTests are marked as nameTests are.
var signTests = []string{
	// Who signs alone, at the end of what somebody wrote.
	"It works.\n\n‹Skip›\n",
	"It works.\n\n‹Chuck›\n\n____________________\nZorblax list",
	"It works.\n\n‹Mark›\n\n-----Original Message-----\nSee below.",
	"It works.\n\n‹rob›\n\n> it was broken",
	"It works.\n\n--‹jordan›\n\nOn Tue, Sep 03, 2002 at 12:24 they said so",
	"It works for everybody who has tried it.\n- ‹Pat›\n",
	"It works.\n\n-‹ZorbK›\n\n-- \nZorblax",
	"> It works.\n>\n> -‹BB›\n>\n> JD> it was broken",
	"Thanks,\n‹Bill›\n",
	"It works.\n\nBest regards,\n ‹zorbitch›             mailto:zorbitch@example.com\n",
	"It works.\n\nRegards,\n‹Zorb›\n\nPlease feel free to forward it",
	"It works.\n\nMany thanks\n‹Zorb›\n-- \nZorblax",
	"It works.\n\nViele Grüße\n‹Zorb›\n",
	"It works.\n\n...‹Ross›...\n\n",
	"It works.\n\n-- \n\t- ‹Zorbu› -\n\n____________\nlist",
	"It works.\n\nRegards,\nZorbClub\n\nTHE END",
	"It works.\n\nRegards,\nZORB\n\nTHE END",
	"It works.\n\nThanks,\nit works.",
	"call me back thx\nthx\nTY\n",
	"It works.\n\nMark\n\nThe next chapter tells how.",
	"It works.\n\nMe\n",
	"Fruit:\n- Rose\n- Pat\n- Rob\n",
	"It works.\n\nEnjoy\n",
	"We mark\nrob\nskip",
	"It works.\n\nmax\n\nThe end of it",
	// Who is spoken to.
	"‹Mark›,\n\nit works.",
	"Hi ‹Bill›,\nit works.",
	"Thanks, ‹April›. It works.",
	"Hi there, thanks bill.",
	// Who is quoted.
	"‹Skip›> It works.\n    ‹Guido›> Does it?",
	"Router> enable",
	"On Mon, 9 Sep 2002, ‹Rob› wrote:\n> it works",
	"On Mon, 9 Sep 2002, ‹vernon› wrote:\n> it works",
	"On Mon, 9 Sep 2002, «Rob Tagtmeyer» wrote:\n> it works",
	"Then you wrote:\n> it works",
	"\"It works, they say.\" --«Huckleberry Keller»",
	"Use it -- See Below",
	// Capitals.
	"THE SON OF PRESIDENT ‹ZORBLINE› IS HERE",
	"I AM MRS.  ‹ZORBO-ZORBA› WIDOW OF A CHIEF",
	"TAKE IT TO MY SON\n(‹ZORBLINE›) WHO IS HERE",
	"TAKING OVER («JOSEPH ZORBLINE»).",
	"PRESIDENT OF THE BOARD",
	// Names with more in them, and over a line end.
	"Ask «Adam L. \"Duke\" Zorberg» or «William (Bill) Ellis».",
	"Ask Zorblax (Bill) Ellis.",
	"It was bought by «R. A. Zorbinga» in May.",
	"One of the people who came there on that day was «Robert\nZorblin», they say.",
	"We saw ‹Robert›\nZorblin was late",
	"It is said that Pope ‹Julius› II came.",
	"«Rubens van den Zorbergh» sings, and ‹Rubens› plays",
	"eine Galerie von Papageien und Duft von Flieder",
	"a prize for everybody in the town\nOn Behalf Of «Peter\nZorblin»\nSent: now",
	"it goes to all of them who sponsor and who like «Rubens\n  Blarichello» driver of a car",
	"Talks: «Anna Keller», «Jonty Carlson», «Jason Lee Baker»",
	"«Keller, Anna»\n«Rivera, Zorbalina»\n«Miller, Taffy»\n«Baker, Robert»\n",
	"Apples, Pears\nRiver, Zorbalina\n",
	"the sale ahead of ‹Zorblyarov› case, and Chekhov Zorbs",
	"If ‹Anna› and ‹Farber› have one",
	"I am «Laurent Zorbti Kazorba», the son of «JONAS ZORVIMBI» ,the head",
	"우리는 갑니다.\n\n제 이름은 ‹Zorbis›입니다.\n",
	"제 이름은 ‹김민수›입니다. 이름은 중요합니다",
	"私の名前は‹田中›です。名前は何ですか",
	"我叫‹王伟›。我叫他来自很远的地方",
	"Меня зовут ‹Анна›.",
	"‹MARLA› So far, I have two!\n‹MARLA› I want it\n",
	"On Monday, «Reza Zorb'Far» (at work) wrote:\n> it works",
	"\"They give answers.\" (‹Picasso›)\n",
	"\"There are no facts.\"\n- «Friedrich Zorbsche».\nand so on",
	"Apples\n- Friedrich Zorbsche\n",
	"«R.W. Keller» and «N.C. Grody», 1990",
	"Subject: O.T. Zorbeus",
	// Lower case.
	"phones: ‹ian› brought up the price",
	"they talk to ‹chris› about it",
	"we look at ‹chris›- and at anna-zorb",
	"set to max by default",
	"as lacus leo a quam goes, we spoke with «benjamin a seiler»",
	"they sell xmAnna, dear anNa here",
	// Things that only look like names.
	"we use \"Zorblax Vera Sans\" here, and \"«Anna Keller»\"",
	"the Dave Keller Band, Morgan Stanley and Eli Lilly",
	"a note to the Hello Rose shop",
	"from the Willie Keller Plaza, or New York's Ann Keller Bar, or Joe Miller Stadium",
	"Since 1996, Ann Keller lighting Co.,ltd. has sold lamps; «Ann Keller» and a company",
	"a server with Debian Lenny on it, as ‹Lenny› says",
	"Yemen\nYugoslavia\nHelena\nZambia\nZimbabwe\n",
	"(B.Eng) and (M.Sc)",
	"Im Newsletter: heisse Zorbel, ich heisse ‹Mila›.",
	"Er kam mit den Bereichen Zorbelwesen.",
}

func TestSigned(t *testing.T) {
	wk := New(Settings{}).Worker()
	for _, want := range signTests {
		text := unmark(want)
		if got := marked(text, Name, wk.Text(text, nil, nil)); got != want {
			t.Errorf("\ngot  %s\nwant %s", got, want)
		}
	}
}
