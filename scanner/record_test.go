package scanner

import (
	"slices"
	"strings"
	"testing"
)

// recordText prints the records of an item in the order of their places, each
// as its findings with "|" between them.
func recordText(it *Item) string {
	recs := slices.Clone(it.Records)
	slices.SortStableFunc(recs, func(a, b Record) int { return a.Findings[0] - b.Findings[0] })
	var b strings.Builder
	for _, rec := range recs {
		for i, f := range rec.Findings {
			if i > 0 {
				b.WriteString(" | ")
			}
			b.WriteString(strings.Join(strings.Fields(it.Findings[f].Text(it.Text.Data)), " "))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// The headers that messages of these tests have: between colleagues, from a
// customer, and from a customer without a display name.
const (
	fromDana    = "From: Dana Whitfield <dana@heroncreek.example>\nTo: Rosa Delgado <rosa@heroncreek.example>\nSubject: callback\n"
	fromMarisol = "From: Marisol Vega <marisol@inbox.example>\nTo: Rosa Delgado <rosa@heroncreek.example>\nSubject: callback\n"
	fromNobody  = "From: mv77@inbox.example\nTo: Rosa Delgado <rosa@heroncreek.example>\nSubject: callback\n"
)

// The records of those headers.
const (
	dana    = "Dana Whitfield | dana@heroncreek.example\n"
	rosa    = "Rosa Delgado | rosa@heroncreek.example\n"
	marisol = "Marisol Vega | marisol@inbox.example\n"
)

// Each message shows who its findings speak of, a line a record.
var recordTests = []struct {
	name, header, body, want string
}{
	{"one customer", fromDana,
		"Call me about the account 40718826 please. The balance is $84.20.\nThe customer is Marisol Vega and her cell is 360-555-0101, she is on River Unlimited.\n",
		dana + rosa + "40718826 | $84.20 | Marisol Vega | 360-555-0101 | River Unlimited\n"},
	{"one customer, name first", fromDana,
		"Marisol Vega called. Her account is 40718826. Her cell is 360-555-0101. She is on River Unlimited.\n\nThe balance is $84.20.\n",
		dana + rosa + "Marisol Vega | 40718826 | 360-555-0101 | River Unlimited | $84.20\n"},
	{"one customer, name last", fromDana,
		"Please call 360-555-0101 about the account 40718826.\n\nAsk for the customer: Marisol Vega\n",
		dana + rosa + "360-555-0101 | 40718826 | Marisol Vega\n"},
	{"a letter's block", fromDana,
		"The customer:\nMarisol Vega\n418 Alder Fork Rd\nBellingham, WA 98225\n360-555-0101\n",
		dana + rosa + "Marisol Vega | 418 Alder Fork Rd Bellingham, WA 98225 | 360-555-0101\n"},

	{"two paragraphs, names first", fromDana,
		"Marisol Vega, account 40718826, call 360-555-0101.\n\nCalvin Brooks, account 40718835, call 360-555-0144.\n",
		dana + rosa + "Marisol Vega | 40718826 | 360-555-0101\nCalvin Brooks | 40718835 | 360-555-0144\n"},
	{"two paragraphs, names last", fromDana,
		"Account 40718826, cell 360-555-0101, belongs to Marisol Vega.\n\nAccount 40718835, cell 360-555-0144, belongs to Calvin Brooks.\n",
		dana + rosa + "40718826 | 360-555-0101 | Marisol Vega\n40718835 | 360-555-0144 | Calvin Brooks\n"},
	{"two in a sentence", fromDana,
		"Marisol Vega has account 40718826 and Calvin Brooks has account 40718835.\n",
		dana + rosa + "Marisol Vega | 40718826\nCalvin Brooks | 40718835\n"},
	{"two in a paragraph", fromDana,
		"Marisol Vega is at 360-555-0101. Her balance is $84.20. Calvin Brooks is at 360-555-0144. His balance is $12.50.\n",
		dana + rosa + "Marisol Vega | 360-555-0101 | $84.20\nCalvin Brooks | 360-555-0144 | $12.50\n"},
	{"two forms", fromDana,
		"Name: Marisol Vega\nAccount: 40718826\nPhone: 360-555-0101\n\nName: Calvin Brooks\nAccount: 40718835\nPhone: 360-555-0144\n",
		dana + rosa + "Marisol Vega | 40718826 | 360-555-0101\nCalvin Brooks | 40718835 | 360-555-0144\n"},
	{"two forms that end with the name", fromDana,
		"Account: 40718826\nPhone: 360-555-0101\nName: Marisol Vega\n\nAccount: 40718835\nPhone: 360-555-0144\nName: Calvin Brooks\n",
		dana + rosa + "40718826 | 360-555-0101 | Marisol Vega\n40718835 | 360-555-0144 | Calvin Brooks\n"},
	{"a list", fromDana,
		"Please call back:\n- Marisol Vega, 360-555-0101, account 40718826\n- Calvin Brooks, 360-555-0144\n- Ingrid Solberg, 360-555-0155\n",
		dana + rosa + "Marisol Vega | 360-555-0101 | 40718826\nCalvin Brooks | 360-555-0144\nIngrid Solberg | 360-555-0155\n"},

	{"signature behind a rule", fromDana,
		"Marisol Vega, account 40718826.\n\n-- \nDana Whitfield\nCustomer Care Lead\n425-555-0181\n",
		dana + rosa + "Marisol Vega | 40718826\nDana Whitfield | 425-555-0181\n"},
	{"signature behind Regards", fromDana,
		"Marisol Vega, account 40718826.\n\nRegards,\nDana Whitfield\n425-555-0181\n",
		dana + rosa + "Marisol Vega | 40718826\nDana Whitfield | 425-555-0181\n"},
	{"signature that begins with the sender", fromDana,
		"Marisol Vega, account 40718826.\n\nDana Whitfield\nCustomer Care Lead\n425-555-0181\n",
		dana + rosa + "Marisol Vega | 40718826\nDana Whitfield | 425-555-0181\n"},
	{"signature with the sender's address", fromDana,
		"Marisol Vega, account 40718826.\n\nThanks,\n\nDana Whitfield\nCustomer Care Lead\n\n425-555-0181\ndana@heroncreek.example\n",
		"Dana Whitfield | dana@heroncreek.example | Dana Whitfield | 425-555-0181 | dana@heroncreek.example\n" + rosa + "Marisol Vega | 40718826\n"},
	{"signature of a first name", fromDana,
		"Marisol Vega, account 40718826.\n\nThanks,\nOmar\n425-555-0190\n",
		dana + rosa + "Marisol Vega | 40718826\nOmar | 425-555-0190\n"},

	{"quote with a signature", fromDana,
		"Done, fee waived.\n\n-- \nDana Whitfield\n425-555-0181\n\n> Marisol Vega, account 40718826, call 360-555-0101.\n>\n> -- \n> Rosa Delgado\n> 425-555-0183\n",
		dana + rosa + "Dana Whitfield | 425-555-0181\nMarisol Vega | 40718826 | 360-555-0101\nRosa Delgado | 425-555-0183\n"},
	{"On ... wrote", fromDana,
		"Done, fee waived.\n\nDana Whitfield\n425-555-0181\n\nOn Mon, Oct 7, 2019 at 9:12 AM Rosa Delgado wrote:\n> Please call Marisol Vega, 360-555-0101.\n> The account is 40718826.\n",
		dana + "Rosa Delgado | rosa@heroncreek.example | Rosa Delgado\nDana Whitfield | 425-555-0181\nMarisol Vega | 360-555-0101 | 40718826\n"},
	{"Outlook's header of a quote", fromDana,
		"Fee waived.\n\nFrom: Rosa Delgado\nSent: Monday, October 7, 2019 9:12 AM\nTo: Dana Whitfield\nSubject: callback\n\nMarisol Vega, account 40718826, call 360-555-0101.\n\nRosa Delgado\n425-555-0183\n",
		"Dana Whitfield | dana@heroncreek.example | Dana Whitfield\nRosa Delgado | rosa@heroncreek.example | Rosa Delgado\nMarisol Vega | 40718826 | 360-555-0101\nRosa Delgado | 425-555-0183\n"},
	{"Outlook's header parts two voices", fromDana,
		"Marisol Vega, account 40718826.\n\nFrom: Omar Haddad\nSent: Monday, October 7, 2019 9:12 AM\nTo: Dana Whitfield\nSubject: callback\n\nCall 360-555-0144.\n",
		"Dana Whitfield | dana@heroncreek.example | Dana Whitfield\n" + rosa + "Marisol Vega | 40718826\nOmar Haddad\n360-555-0144\n"},
	{"two customers in two quotes", fromDana,
		"> Marisol Vega, account 40718826.\n\nThat one is waived, this one is not:\n\n> Calvin Brooks, account 40718835.\n",
		dana + rosa + "Marisol Vega | 40718826\nCalvin Brooks | 40718835\n"},

	{"a colleague in prose", fromDana,
		"Dana Whitfield took the call. Marisol Vega, account 40718826, wants a call at 360-555-0101.\n",
		"Dana Whitfield | dana@heroncreek.example | Dana Whitfield\n" + rosa + "Marisol Vega | 40718826 | 360-555-0101\n"},

	{"a customer about himself", fromMarisol,
		"Hello, my account is 40718826 and my number is 360-555-0101.\n",
		"Marisol Vega | marisol@inbox.example | 40718826 | 360-555-0101\n" + rosa},
	{"a customer about himself, two paragraphs", fromMarisol,
		"My account is 40718826.\n\nMy number is 360-555-0101.\n",
		"Marisol Vega | marisol@inbox.example | 40718826 | 360-555-0101\n" + rosa},
	{"a customer who signs", fromMarisol,
		"Hello, my account is 40718826.\n\nThanks,\nMarisol Vega\n360-555-0101\n",
		"Marisol Vega | marisol@inbox.example | 40718826 | Marisol Vega | 360-555-0101\n" + rosa},
	{"a customer about somebody else", fromMarisol,
		"Please add my husband Tomas Vega, 360-555-0102.\n",
		marisol + rosa + "Tomas Vega | 360-555-0102\n"},
	{"same name twice", fromDana,
		"Marisol Vega called about account 40718826.\n\nMarisol Vega called again from 360-555-0101.\n",
		dana + rosa + "Marisol Vega | 40718826 | Marisol Vega | 360-555-0101\n"},
	{"initial and whole name", fromDana,
		"M. Vega called about account 40718826.\n\nCall Marisol Vega at 360-555-0101.\n",
		dana + rosa + "M. Vega | 40718826 | Marisol Vega | 360-555-0101\n"},
	{"whole name and initial", fromDana,
		"Marisol Vega called about account 40718826.\n\nCall M. Vega at 360-555-0101.\n",
		dana + rosa + "Marisol Vega | 40718826 | M. Vega | 360-555-0101\n"},
	{"same surname", fromDana,
		"Marisol Vega has account 40718826. Tomas Vega has account 40718835.\n",
		dana + rosa + "Marisol Vega | 40718826\nTomas Vega | 40718835\n"},

	{"chat", fromDana,
		"[10:02] Agent: Your name please?\n[10:02] Guest: Marisol Vega\n[10:03] Agent: And the account?\n[10:03] Guest: 40718826\n[10:04] Agent: PIN?\n[10:04] Guest: 4471\n",
		dana + rosa + "Marisol Vega | 40718826 | 4471\n"},
	{"chat with speakers", fromDana,
		"[10:02] Rosa Delgado: Your name please?\n[10:02] Marisol Vega: this is Marisol Vega\n[10:03] Rosa Delgado: And the account?\n[10:03] Marisol Vega: 40718826\n",
		dana + "Rosa Delgado | rosa@heroncreek.example | Rosa Delgado | Rosa Delgado\nMarisol Vega | Marisol Vega | Marisol Vega | 40718826\n"},

	{"nameless, one paragraph", fromDana,
		"Account 40718826, cell 360-555-0101.\n",
		dana + rosa + "40718826 | 360-555-0101\n"},
	{"nameless, two paragraphs", fromDana,
		"Account 40718826, cell 360-555-0101.\n\nAccount 40718835, cell 360-555-0144.\n",
		dana + rosa + "40718826 | 360-555-0101\n40718835 | 360-555-0144\n"},

	{"addresses of a header", "From: \"Vega, Marisol\" <marisol@inbox.example>\nTo: Rosa Delgado <rosa@heroncreek.example>, calvin@inbox.example\nCc: Calvin Brooks <brooks@inbox.example>; Ingrid Solberg <ingrid@inbox.example>\n",
		"Nothing.\n",
		"Vega, Marisol | marisol@inbox.example\n" + rosa + "calvin@inbox.example\nCalvin Brooks | brooks@inbox.example\nIngrid Solberg | ingrid@inbox.example\n"},
	{"nothing in it", "Subject: callback\n", "Nothing.\n", ""},

	{"HTML paragraphs", fromDana + "Content-Type: text/html\n",
		"<p>Marisol Vega, account 40718826, call 360-555-0101.</p><p>Calvin Brooks, account 40718835, call 360-555-0144.</p>\n",
		dana + rosa + "Marisol Vega | 40718826 | 360-555-0101\nCalvin Brooks | 40718835 | 360-555-0144\n"},
	{"HTML quote", fromDana + "Content-Type: text/html\n",
		"<p>Done.</p><div>-- <br>Dana Whitfield<br>425-555-0181</div><blockquote><p>Marisol Vega, account 40718826</p><p>Regards,<br>Rosa Delgado<br>425-555-0183</p></blockquote>\n",
		dana + rosa + "Dana Whitfield | 425-555-0181\nMarisol Vega | 40718826\nRosa Delgado | 425-555-0183\n"},
	{"HTML table", fromDana + "Content-Type: text/html\n",
		"<table><tr><th>Name</th><th>Account</th><th>Phone</th></tr><tr><td>Marisol Vega</td><td>40718826</td><td>360-555-0101</td></tr><tr><td>Calvin Brooks</td><td>40718835</td><td>360-555-0144</td></tr></table>\n",
		dana + rosa + "Marisol Vega | 40718826 | 360-555-0101\nCalvin Brooks | 40718835 | 360-555-0144\n"},
	{"prose around an HTML table", fromDana + "Content-Type: text/html\n",
		"<p>Ingrid Solberg, account 40718844, sent these:</p><table><tr><th>Name</th><th>Phone</th></tr><tr><td>Marisol Vega</td><td>360-555-0101</td></tr></table><p>Regards,<br>Dana Whitfield<br>425-555-0181</p>\n",
		dana + rosa + "Ingrid Solberg | 40718844\nMarisol Vega | 360-555-0101\nDana Whitfield | 425-555-0181\n"},
}

func TestRecords(t *testing.T) {
	s := New(Config{Detect: testCase()})
	for _, tt := range recordTests {
		fam := parse(s, tt.header+"\n"+tt.body)
		if got := recordText(&fam[0]); got != tt.want {
			t.Errorf("%s:\n%s\ngot\n%s\nwant\n%s", tt.name, tt.body, got, tt.want)
		}
		checkFamily(t, fam)
	}
}

// TestRows reads a table that is attached: each row is a record, two of the
// same name too, and tells its line.
func TestRows(t *testing.T) {
	s := New(Config{Detect: testCase()})
	list := "First,Last,Account,Phone,Note\nMarisol,Vega,40718826,360-555-0101,\nCalvin,Brooks,40718835,360-555-0144,\"two\nlines\"\nMarisol,Vega,40718853,360-555-0155,\nMarisol,Vega,,,\n"
	fam := parse(s, multipart("mixed", "text/plain\n\nSee the list.\n",
		"text/csv; name=list.csv\nContent-Disposition: attachment; filename=list.csv\n\n"+list))
	if len(fam) != 2 {
		t.Fatalf("items:\n%s", outline(fam))
	}
	want := "Marisol Vega | 40718826 | 360-555-0101\nCalvin Brooks | 40718835 | 360-555-0144\nMarisol Vega | 40718853 | 360-555-0155\nMarisol Vega\n"
	if got := recordText(&fam[1]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var lines []int
	for _, rec := range fam[1].Records {
		lines = append(lines, rec.Row)
	}
	if !slices.Equal(lines, []int{2, 3, 5, 6}) {
		t.Errorf("rows at lines %v", lines)
	}
	checkFamily(t, fam)
}

// TestOwnPeople shows that nothing is laid at the sender's door while the
// company is not known: anybody may then be an employee.
func TestOwnPeople(t *testing.T) {
	s := New(Config{Detect: detectorsAlone()})
	fam := parse(s, fromMarisol+"\nMy account is 40718826, call 360-555-0101.\n")
	want := marisol + rosa + "40718826 | 360-555-0101\n"
	if got := recordText(&fam[0]); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
