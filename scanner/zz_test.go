package scanner
import ("testing";"fmt")
func TestZ(t *testing.T) {
	s := New(Config{Detect: testCase()})
	for i, m := range []string{
		multipart("alternative", "text/plain\n\nMarisol Vega, account 40718826, call 360-555-0101.\n\nRegards,\nDana Whitfield\n425-555-0181\n", "text/html\n\n<p>Marisol Vega, account 40718826, call 360-555-0101.</p><p>Regards,<br>Dana Whitfield<br>425-555-0181</p>\n"),
		multipart("alternative", "text/plain\n\nAccount 40718826, call 360-555-0101.\n\n-- \nDana Whitfield\n425-555-0181\n", "text/html\n\n<p>Account 40718826, call 360-555-0101.</p><p>-- <br>Dana Whitfield<br>425-555-0181</p>\n"),
		multipart("mixed", "text/plain\n\nAccount 40718826, call 360-555-0101.\n\n-- \nDana Whitfield\n425-555-0181\n", "text/plain\n\nMarisol Vega, account 40718826.\n"),
		fromDana+"\nFor J. Vega call 360-555-0101. For Jorge Vega call 360-555-0102. For Judith Vega call 360-555-0103.\n",
		fromDana+"\nHi Rosa, please call 360-555-0101 about the account 40718826.\n",
		fromDana+"\nHi Rosa,\n\nplease call Marisol Vega, 360-555-0101\n\nThanks,\nDana\n425-555-0181\n",
		fromDana+"\nAsk Omar Haddad at 425-555-0190 if unsure.\n",
		fromDana+"\nTell Omar Haddad that Marisol Vega called.\n",
		fromDana+"\nEmail Calvin Brooks. Contact Ingrid Solberg. Refund Calvin Brooks. Remind Tomas Vega. Transfer Marisol Vega.\n",
		fromDana+"\nRosa Delgado:\nplease call Marisol Vega, 360-555-0101, account 40718826.\n",
		fromDana+"\nRosa,\n\nplease call Marisol Vega, 360-555-0101, account 40718826.\n",
		fromDana+"\nI called her.\n\nRegards,\nDana Whitfield\n425-555-0181\n\nPS: Calvin Brooks is at 360-555-0144, account 40718835.\n",
		fromDana+"\nDone.\n\nDana Whitfield\n\n________________________________\nFrom: Marisol Vega <marisol@inbox.example>\nSent: Monday, October 7, 2019 9:12 AM\nTo: Calvin Brooks <brooks@inbox.example>; Ingrid Solberg <ingrid@inbox.example>\nSubject: my bill\n\nSee below.\n",
		fromDana+"\nDone.\n\n---------- Forwarded message ---------\nFrom: Marisol Vega <marisol@inbox.example>\nDate: Mon, Oct 7, 2019 at 9:12 AM\nSubject: my bill\nTo: <brooks@inbox.example>\n\nMy account is 40718826, call me on 360-555-0101.\n",
		fromMarisol+"\nPlease help.\n\nThanks\nMarisol\n360-555-0101\n",
		fromMarisol+"\nHi Rosa,\nmy account is 40718826. You can also reach my brother Tomas Vega at 360-555-0102.\n",
		fromMarisol+"\nMy account is 40718826.\n\nTomas Vega, 360-555-0102, is my brother.\n",
		fromDana+"\n* Marisol Vega - 40718826\n* Calvin Brooks - 40718835\n",
		fromDana+"\nAccount Name Phone\n40718826 Marisol Vega 360-555-0101\n40718835 Calvin Brooks 360-555-0144\n40718844 Ingrid Solberg 360-555-0155\n",
		fromDana+"\nAcct 40718826 Marisol Vega 360-555-0101\nAcct 40718835 Calvin Brooks 360-555-0144\nAcct 40718844 Ingrid Solberg 360-555-0155\n",
		fromDana+"\n\n\nMarisol Vega\n360-555-0101\n\nThanks for the help with\nthat.\n",
		fromDana+"\nThank you\n\n1. Marisol Vega, account 40718826\n\n2. Calvin Brooks, account 40718835\n",
		fromDana+"\nThese are open\n--------\nMarisol Vega, account 40718826\nCalvin Brooks, account 40718835\n",
		fromDana+"\nThese are open:\n=====\nAccount 40718826\n=====\nAccount 40718835\n",
	} {
		fam := parse(s, m)
		fmt.Printf("== %d\n%s", i, recordText(&fam[0]))
	}
}
