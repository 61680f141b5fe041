package detectors

import (
	"strings"
	"testing"
)

// tableTests are texts whose lines with "|" are rows of a table, and what is
// found in each line: «» where it exposes somebody, ‹› where it does not. The
// cells of one finding are joined by a blank.
var tableTests = []struct{ text, want string }{
	// Heads in the usual spellings.
	{"Account Number|First Name|Last Name|Mobile\n812000417|Robert|Smith|6175550123", "\naccount_number«812000417» name«Robert Smith» phone«6175550123»"},
	{"ACCT_NBR|FNAME|LNAME|MSISDN\n812000417|ROBERT|SMITH|16175550123", "\naccount_number«812000417» name«ROBERT SMITH» phone«16175550123»"},
	{"accountNumber|firstName|lastName|phoneNumber\n812000417|Robert|Smith|(617) 555-0123", "\naccount_number«812000417» name«Robert Smith» phone«(617) 555-0123»"},
	{"BAN|Customer Name|CTN|E-mail\n812000417|Robert Smith|617.555.0123|rsmith@example.com", "\naccount_number«812000417» name«Robert Smith» phone«617.555.0123» email«rsmith@example.com»"},
	{"Acct #|Name|Phone #\n812000417|Smith, Robert|617-555-0123", "\naccount_number«812000417» name«Smith, Robert» phone«617-555-0123»"},
	{"Primary Phone|Alternate Phone|Customer\n617-555-0123|617-555-0145|Robert Smith", "\nphone«617-555-0123» phone«617-555-0145» name«Robert Smith»"},
	{"Employee|SSN|DOB\nRobert Smith|899-99-9999|03/12/1970", "\nname«Robert Smith» ssn«899-99-9999» date_of_birth«03/12/1970»"},
	{"Customer Name|Card Number|Exp\nRobert Smith|4999000000000005|09/27", "\nname«Robert Smith» payment_card«4999000000000005»"},
	{"Name|IMEI|ICCID|PIN\nRobert Smith|490154203237518|8901000000000000019|4471", "\nname«Robert Smith» imei«490154203237518» iccid«8901000000000000019» pin«4471»"},
	{"Name|Username|Password\nRobert Smith|rsmith77|S3cret!x", "\nname«Robert Smith» username«rsmith77» password«S3cret!x»"},
	{"Name|Driver's License|Passport No\nRobert Smith|D1234567|C01234567", "\nname«Robert Smith» drivers_license«D1234567» passport«C01234567»"},
	{"Name|Rate Plan|Features|Balance\nRobert Smith|Simply Unlimited|Name ID; Wi-Fi Calling|60.10", "\nname«Robert Smith» rate_plan«Simply Unlimited» plan_feature«Name ID» plan_feature«Wi-Fi Calling» billing«60.10»"},
	{"Name|Rate Plan\nRobert Smith|Premium Max 55", "\nname«Robert Smith» rate_plan«Premium Max 55»"},
	{"Name|Account Type\nRobert Smith|Pre-paid", "\nname«Robert Smith» account_type«Pre-paid»"},
	{"Name|Amount Due\nRobert Smith|$1,234.56", "\nname«Robert Smith» billing«$1,234.56»"},
	{"Acct#|Cust Name|Addr|City|ST|ZIP\n812000417|Robert Smith|1200 Main St|Boston|MA|02108", "\naccount_number«812000417» name«Robert Smith» postal_address«1200 Main St Boston MA 02108»"},
	{"Subscriber Name|Cell #|E-Mail Address\nRobert Smith|6175550123|rsmith@example.com", "\nname«Robert Smith» phone«6175550123» email«rsmith@example.com»"},
	{"Name|Phone1|Phone2\nRobert Smith|6175550123|6175550145", "\nname«Robert Smith» phone«6175550123» phone«6175550145»"},
	{"Full Name|Date of Birth (MM/DD/YYYY)|Social Security Number\nRobert Smith|3/12/1970|899 99 9999", "\nname«Robert Smith» date_of_birth«3/12/1970» ssn«899 99 9999»"},
	{"Customer ID|Customer Name|Employee ID|Phone\n812000417|Robert Smith|812000418|6175550123", "\nname«Robert Smith» phone«6175550123»"},
	{"Name|Mailing Address|Mailing City|Mailing State|Mailing Zip\nRobert Smith|1200 Main St|Boston|MA|02108", "\nname«Robert Smith» postal_address«1200 Main St Boston MA 02108»"},
	{"Name|Routing Number|Bank Account|IBAN\nRobert Smith|123456780|000123456789|DE89370400440532013000", "\nname«Robert Smith» routing_number«123456780» bank_account«000123456789» iban«DE89370400440532013000»"},
	{"Name|IP Address|Login\nRobert Smith|8.8.8.8|rsmith77", "\nname«Robert Smith» ip_address«8.8.8.8» username«rsmith77»"},
	// Numbers typed as text.
	{"Name|Account Number|Zip\nRobert Smith|'812000417|'02108", "\nname«Robert Smith» account_number«'812000417» billing_zip«'02108»"},
	{"Name|Account Number|Phone\nRobert Smith|=\"812000417\"|6175550123", "\nname«Robert Smith» account_number«=\"812000417\"» phone«6175550123»"},
	{"Name|Account Number\nRobert Smith|81200041", "\nname«Robert Smith»"},
	{"Name|Phone\nRobert Smith|+44 20 7946 0958", "\nname«Robert Smith» phone«+44 20 7946 0958»"},
	{"Name|Phone\nRobert Smith|617-555-0123 x204", "\nname«Robert Smith» phone«617-555-0123»"},
	{"Name|Phones\nRobert Smith|617-555-0123, 617-555-0145", "\nname«Robert Smith» phone«617-555-0123» phone«617-555-0145»"},
	// A value among the heads.
	{"Name|Email|Phone|Account number||rsmith@example.com\nRobert Smith|rsmith2@example.com|617-555-0123|812000417||", "email«rsmith@example.com»\nname«Robert Smith» email«rsmith2@example.com» phone«617-555-0123» account_number«812000417»"},
	// Without heads, few rows: a word in an address labels nothing.
	{"Robert Smith|rsmith@order.example|(617) 555-0123\nAlice Johnson|alice@ticket.example|617-555-0145", "name«Robert Smith» email«rsmith@order.example» phone«(617) 555-0123»\nname«Alice Johnson» email«alice@ticket.example» phone«617-555-0145»"},
	// Spanish heads.
	{"Nombre|Correo electrónico|Celular\nLucía Fernández|lucia@example.com|6175550123", "\nname«Lucía Fernández» email«lucia@example.com» phone«6175550123»"},
	{"Titular|Domicilio|Plan|Tarjeta\nLucía Fernández|1200 Main St, Miami, FL 33101|Simply Unlimited|4999000000000005", "\nname«Lucía Fernández» postal_address«1200 Main St, Miami, FL 33101» rate_plan«Simply Unlimited» payment_card«4999000000000005»"},
	{"Nombres|Apellidos|Número de seguro social\nLucía|Fernández Pérez|899-99-9999", "\nname«Lucía Fernández Pérez» ssn«899-99-9999»"},
	{"Cuenta|Titular|Saldo|Fecha de nacimiento\n812000417|Lucía Fernández|60.10|1970-03-12", "\naccount_number«812000417» name«Lucía Fernández» billing«60.10» date_of_birth«1970-03-12»"},
	{"Nombre completo|Dirección|Ciudad|Estado|Código postal\nLucía Fernández|1200 Main St|Miami|FL|33101", "\nname«Lucía Fernández» postal_address«1200 Main St Miami FL 33101»"},
	// Names and addresses in several cells.
	{"First|Middle|Last|Phone\nRobert|Q|Smith|6175550123", "\nname«Robert Q Smith» phone«6175550123»"},
	{"Last Name|First Name|Phone\nSmith|Robert|6175550123", "\nname«Robert Smith» phone«6175550123»"},
	{"First Name|Last Name|Phone\nRobert||6175550123", "\nname‹Robert› phone«6175550123»"},
	{"Name|Address|City|State|Zip\nRobert Smith|1200 Main St Apt 4|Boston|MA|02108", "\nname«Robert Smith» postal_address«1200 Main St Apt 4 Boston MA 02108»"},
	{"Name|Address 1|Address 2|City|State|Zip Code\nRobert Smith|1200 Main St||Boston|MA|02108", "\nname«Robert Smith» postal_address«1200 Main St Boston MA 02108»"},
	{"Name|Street Address|Phone\nRobert Smith|1200 Main St, Boston, MA 02108|6175550123", "\nname«Robert Smith» postal_address«1200 Main St, Boston, MA 02108» phone«6175550123»"},
	{"Name|DOB\nRobert Smith|19700312\nAlice Johnson|03121970\nMaria Gonzalez|99999999", "\nname«Robert Smith» date_of_birth«19700312»\nname«Alice Johnson» date_of_birth«03121970»\nname«Maria Gonzalez»"},
	// A ZIP or a city alone.
	{"Name|Zip\nRobert Smith|02108", "\nname«Robert Smith» billing_zip«02108»"},
	{"Name|Billing ZIP\nRobert Smith|02108-1234", "\nname«Robert Smith» billing_zip«02108-1234»"},
	{"Name|City|Phone\nRobert Smith|Boston|6175550123", "\nname«Robert Smith» place‹Boston› phone«6175550123»"},
	// What a cell holds decides where the head is wrong.
	{"Name|Phone|SSN\nRobert Smith|n/a|unknown", "\nname«Robert Smith»"},
	{"Name|Phone|SSN\nRobert Smith|jdoe@example.com|666-12-3456", "\nname«Robert Smith» email«jdoe@example.com»"},
	{"Name|Card Number\nRobert Smith|4999000000000004", "\nname«Robert Smith»"},
	{"Name|Card Number\nRobert Smith|4111111111111111", "\nname«Robert Smith» payment_card‹4111111111111111›"},
	{"Name|Phone\nRobert Smith|8005550199", "\nname«Robert Smith» phone‹8005550199›"},
	{"Name|DOB\nRobert Smith|13/32/1970", "\nname«Robert Smith»"},
	{"Name|Phone\n|6175550123\n|", "\nphone«6175550123»\n"},
	// Numbers of another kind, and heads that say nothing.
	{"Name|Phone|Notes\nRobert Smith|6175550123|call Alice Johnson at 617-555-0145", "\nname«Robert Smith» phone«6175550123» name«Alice Johnson» phone«617-555-0145»"},
	{"Name|Phone|Zorb\nRobert Smith|6175550123|rsmith@example.com", "\nname«Robert Smith» phone«6175550123» email«rsmith@example.com»"},
	{"Store|Units|Revenue\nBoston|812000417|60.10", "\n"},
	{"Item|Qty|Price\nCharger|3|19.99", "\n"},
	// A title above the heads, several rows, no heads.
	{"Customers||\nName|Phone|Balance\nRobert Smith|6175550123|60.10", "\n\nname«Robert Smith» phone«6175550123» billing«60.10»"},
	{"Name|Phone\nRobert Smith|6175550123\nAlice Johnson|6175550145", "\nname«Robert Smith» phone«6175550123»\nname«Alice Johnson» phone«6175550145»"},
	{"Robert Smith|617-555-0123\nAlice Johnson|617-555-0145", "name«Robert Smith» phone«617-555-0123»\nname«Alice Johnson» phone«617-555-0145»"},
	{"Name|Phone", ""},
	// Two tables, and prose around them.
	{"Dear Mr. Brown,\nName|Phone\nRobert Smith|6175550123\ncall 617-555-0145", "name‹Brown›\n\nname«Robert Smith» phone«6175550123»\nphone«617-555-0145»"},
	{"Name|Phone\nRobert Smith|6175550123\n\nName|PIN\nAlice Johnson|4471", "\nname«Robert Smith» phone«6175550123»\n\n\nname«Alice Johnson» pin«4471»"},
	// A form of two columns.
	{"Name|Robert Smith\nPhone|617-555-0123\nSSN|899-99-9999", "name«Robert Smith»\nphone«617-555-0123»\nssn«899-99-9999»"},
	{"Account Number:|812000417\nPIN:|4471", "account_number«812000417»\npin«4471»"},
	{"", ""},
}

func TestTables(t *testing.T) {
	wk := northwind().Worker()
	for _, tt := range tableTests {
		got := lineByLine(tt.text, wk.Text(tt.text, rowsOf(tt.text), nil))
		if got != strings.TrimRight(tt.want, "\n") {
			t.Errorf("%s\ngot  %s\nwant %s", tt.text, got, tt.want)
		}
	}
}

// rowsOf returns a row for each line of text with "|" in it; other lines part tables.
func rowsOf(text string) []Row {
	var rows []Row
	start, table := 0, 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		if !strings.Contains(line, "|") {
			table++
			start += len(line)
			continue
		}
		r, at := Row{Table: table}, start
		for i, cell := range strings.Split(strings.TrimSuffix(line, "\n"), "|") {
			r.Cells = append(r.Cells, Cell{Start: at, End: at + len(cell), Col: i})
			at += len(cell) + 1
		}
		rows = append(rows, r)
		start += len(line)
	}
	return rows
}

// lineByLine writes found with their elements, those of a line of text on one line.
func lineByLine(text string, found []Finding) string {
	var b strings.Builder
	line, first := 0, true
	for i := range found {
		f := &found[i]
		for n := strings.Count(text[:f.Start], "\n"); line < n; line++ {
			b.WriteByte('\n')
			first = true
		}
		if !first {
			b.WriteByte(' ')
		}
		first = false
		l, r := "«", "»"
		if !f.Counts() {
			l, r = "‹", "›"
		}
		b.WriteString(f.Element.String() + l + f.Text(text) + r)
	}
	return b.String()
}

func TestRowNumbers(t *testing.T) {
	text := "Customers||\nName|Phone|\nRobert Smith|6175550123|\nAlice Johnson|6175550145|see account 812000417\ncall 617-555-0167"
	want := []int{3, 3, 4, 4, 4, 0}
	found := northwind().Worker().Text(text, rowsOf(text), nil)
	if len(found) != len(want) {
		t.Fatalf("got %d findings, want %d: %s", len(found), len(want), lineByLine(text, found))
	}
	for i, f := range found {
		if f.Row != want[i] {
			t.Errorf("%s: row %d, want %d", f.Text(text), f.Row, want[i])
		}
	}
}
