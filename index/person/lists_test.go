package person

import (
	"encoding/binary"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/charmap"
)

// customers reads a list that must be right.
func customers(t testing.TB, csv string) *Customers {
	t.Helper()
	c, _, err := ReadCustomers(strings.NewReader(csv), "customers.csv")
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// names returns "given|family" of each row.
func names(l interface{ Names(func(string, string)) }) (out []string) {
	l.Names(func(given, family string) { out = append(out, given+"|"+family) })
	return out
}

func TestHeads(t *testing.T) {
	tests := []struct {
		head string
		want column
	}{
		{"customer_id", colCustomerID}, {"CustomerID", colCustomerID}, {"Cust. ID", colCustomerID}, {"Customer No", colCustomerID}, {"CUSTOMER #", colCustomerID}, {"N.º de cliente", colCustomerID}, {"id_cliente", colCustomerID},
		{"account_number", colAccount}, {"Acct #", colAccount}, {"ACCTNO", colAccount}, {"BAN", colAccount}, {"Billing Account Number", colAccount}, {"Account", colAccount}, {"Número de cuenta", colAccount}, {"No. Cuenta", colAccount}, {"accountNo", colAccount},
		{"Given Name", colGiven}, {"First", colGiven}, {"FirstName", colGiven}, {"Nombres", colGiven}, {"Customer First Name", colGiven},
		{"M.I.", colMiddle}, {"Middle Initial", colMiddle},
		{"Surname", colFamily}, {"LAST NAME", colFamily}, {"Apellidos", colFamily}, {"segundo apellido", colFamily2},
		{"Full Name", colFullName}, {"Customer Name", colFullName}, {"Nombre completo", colFullName}, {"Account Holder", colFullName},
		{"Address Line 1", colStreet}, {"Street", colStreet}, {"Dirección", colStreet}, {"Billing Address", colStreet}, {"Address 2", colUnit},
		{"Town", colCity}, {"Ciudad", colCity}, {"ST", colState}, {"Billing State", colState},
		{"Zip Code", colZIP}, {"Postal Code", colZIP}, {"ZIP/Postal", colZIP}, {"Código postal", colZIP}, {"Billing ZIP", colZIP}, {"C.P.", colZIP},
		{"Mobile", colPhone}, {"MSISDN", colPhone}, {"Tel.", colPhone}, {"Phone #", colPhone}, {"Home Phone", colPhone}, {"Teléfono móvil", colPhone}, {"Nº teléfono", colPhone},
		{"E-mail", colEmail}, {"Email Address", colEmail}, {"E-Mail Addr.", colEmail}, {"Correo electrónico", colEmail},
		{"Acct Type", colType}, {"Rate Plan", colPlan}, {"Price Plan", colPlan}, {"Add-ons", colFeatures},
		{"Emp ID", colEmployeeID}, {"Employee No.", colEmployeeID}, {"Ext.", colExtension},
		{"shoe size", colNone}, {"", colNone},
	}
	for _, tt := range tests {
		if got := columnOf(tt.head); got != tt.want {
			t.Errorf("columnOf(%q) = %q, want %q", tt.head, columnNames[got], columnNames[tt.want])
		}
	}
}

func TestReadCustomers(t *testing.T) {
	const row = "C1,100000001,Emma,J,Kant,1 Oak St,Apt 2,Reno,NV,89501,2125550101,Emma@Example.com\n"
	tests := []struct {
		about, csv string
		names      []string
		warnings   []string
	}{
		{"usual", "customer_id,account_number,first_name,middle_name,last_name,address_1,address_2,city,state,zip,phone,email,account_type,rate_plan,features\n" +
			strings.TrimSpace(row) + ",postpaid,Gold,A|B\n", []string{"emma|kant"}, nil},
		{"semicolons", "id;acct #;name;street;city;state;zip;phone;email;type;plan;features\n1;1;Kant, Emma J.;;;;;;;;;\n", []string{"emma|kant"}, nil},
		{"quotes", "id,acct,full name\n1,1,\"Kant, Emma\"\n2,2,\"Orr, Patrick \"\"Pat\"\"\"\n", []string{"emma|kant", "patrick|orr"}, nil},
		{"line end in quotes", "id,acct,full name\n1,1,\"Emma\nKant\"\n2,2,Pat Orr\n", []string{"emma|kant", "pat|orr"}, nil},
		{"a quote that never closes", "id,acct,full name\n1,1,\"Emma Kant\n2,2,Pat Orr\n3,3,Al Poe\n", []string{"emma|kant", "pat|orr", "al|poe"}, nil},
		{"sep=", "sep=;\nid;acct;surname;given name\n1;1;Kant;Emma\n", []string{"emma|kant"}, nil},
		{"name and surname", "id,acct,Nombre,Apellidos\n1,1,María,García López\n", []string{"maría|garcía lópez"}, nil},
		{"two surnames", "id,acct,Nombre,Primer apellido,Segundo apellido\n1,1,María,García,López\n", []string{"maría|garcía lópez"}, nil},
		{"a column headed customer", "acct,customer\n1,Emma Kant\n", []string{"emma|kant"}, nil},
		{"titles and suffixes", "id,acct,first,last\n1,1,Dr. Emma,Kant Jr.\n", []string{"emma|kant"}, nil},
		{"no name", "id,acct,first,last\n1,1,,\n2,2,Pat,Orr\n", []string{"pat|orr"}, []string{"line 2: no name, not used"}},
		{"no id, no account", "id,acct,first,last\n,,Emma,Kant\n", nil, []string{"line 2: no id and no account number, not used"}},
		{"bad values", "id,acct,first,last,phone,email\n1,none,Emma,Kant,12,emma\n", []string{"emma|kant"},
			[]string{"line 2: account number not valid", "line 2: phone not valid", "line 2: email not valid"}},
		{"no account", "id,acct,first,last\n1,,Emma,Kant\n", []string{"emma|kant"}, []string{"line 2: no account number"}},
		{"an id that is missing", "id,acct,first,last\n,5,Emma,Kant\n", []string{"emma|kant"}, []string{"line 2: no id; made from account number and name"}},
		{"width", "id,acct,first,last\n1,1,Emma,Kant,,\n2,2,Pat,Orr,x\n3,3,Poe\n\n", []string{"emma|kant", "poe|"},
			[]string{"line 3: more cells than heads, not used", "line 4: fewer cells than heads"}},
		{"ids twice", "id,acct,first,last\n1,1,Emma,Kant\n1,2,Emma,Kant\n", []string{"emma|kant", "emma|kant"},
			[]string{"line 3: id stands in a row before it; taken for the same person"}},
		{"unknown heads", "id,acct,first,last,shoe size\n1,1,Emma,Kant,9\n", []string{"emma|kant"}, []string{"line 1: columns not used: shoe size"}},
	}
	for _, tt := range tests {
		c, w, err := ReadCustomers(strings.NewReader(tt.csv), "c.csv")
		if err != nil {
			t.Errorf("%s: %v", tt.about, err)
			continue
		}
		if got := names(c); !slices.Equal(got, tt.names) {
			t.Errorf("%s: names %q, want %q", tt.about, got, tt.names)
		}
		var got []string
		for _, x := range w {
			if !strings.Contains(x.Reason, "no column") {
				got = append(got, x.String())
			}
		}
		if !slices.Equal(got, tt.warnings) {
			t.Errorf("%s: warnings %q, want %q", tt.about, got, tt.warnings)
		}
	}
}

func TestReadErrors(t *testing.T) {
	tests := []struct {
		csv, want string
	}{
		{"", "c.csv: no head"},
		{"first,last,phone\n", "c.csv: no column for customer_id or account_number; heads: first, last, phone"},
		{"acct,phone,mystery\n", "c.csv: no column for first_name and last_name, or full name; heads: acct, phone, mystery"},
		{"1,Emma,212-555-0101\n", "c.csv: no column for customer_id or account_number; the first line has no known head"},
		{"acct,emma@example.com,555-0101\n", "c.csv: no column for first_name and last_name, or full name; heads: acct, (a value), (a value)"},
	}
	for _, tt := range tests {
		_, _, err := ReadCustomers(strings.NewReader(tt.csv), "c.csv")
		if err == nil || err.Error() != tt.want {
			t.Errorf("%q: %v, want %s", tt.csv, err, tt.want)
		}
	}
	if _, _, err := ReadEmployees(strings.NewReader("id,name\n"), "e.csv"); err == nil || !strings.Contains(err.Error(), "email or phone") {
		t.Errorf("employees: %v", err)
	}
	if _, _, err := ReadPlans(strings.NewReader("kind,price\n"), "p.csv"); err == nil || !strings.Contains(err.Error(), "no column for name") {
		t.Errorf("plans: %v", err)
	}
}

func TestMissingColumns(t *testing.T) {
	_, w, _ := ReadCustomers(strings.NewReader("acct,name,phone\n1,Emma Kant,\n"), "c.csv")
	if len(w) != 1 || w[0].Reason != "no column for customer_id, address_1, city, state, zip, email, account_type, rate_plan, features" {
		t.Errorf("warnings %q", w)
	}
}

func TestEncodings(t *testing.T) {
	const csv = "id,acct,first,last\n1,1,José,Muñoz\n2,2,Zoë,Ångström\n"
	want := []string{"josé|muñoz", "zoë|ångström"}
	w1252, _ := charmap.Windows1252.NewEncoder().String(csv)
	wide := func(order binary.AppendByteOrder, bom bool) string {
		var b []byte
		if bom {
			b = order.AppendUint16(b, 0xfeff)
		}
		for _, u := range utf16.Encode([]rune(csv)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	for about, s := range map[string]string{
		"UTF-8": csv, "UTF-8 with BOM": "\ufeff" + csv, "windows-1252": w1252, "CRLF": strings.ReplaceAll(csv, "\n", "\r\n"), "decomposed": strings.ReplaceAll(csv, "é", "e\u0301"),
		"UTF-16LE": wide(binary.LittleEndian, true), "UTF-16BE": wide(binary.BigEndian, true), "UTF-16LE without BOM": wide(binary.LittleEndian, false), "UTF-16BE without BOM": wide(binary.BigEndian, false),
	} {
		if got := names(customers(t, s)); !slices.Equal(got, want) {
			t.Errorf("%s: %q", about, got)
		}
	}
}

func TestLongLine(t *testing.T) {
	csv := "id,acct,full name\n1,1," + strings.Repeat("x", maxLine) + "\n2,2,Pat Orr\n"
	c, w, err := ReadCustomers(strings.NewReader(csv), "c.csv")
	if err != nil || c.Len() != 1 || !slices.ContainsFunc(w, func(w Warning) bool { return w.Line == 2 && w.Skipped }) {
		t.Errorf("%d rows, %v, %v", c.Len(), w, err)
	}
}

func TestValues(t *testing.T) {
	tests := []struct {
		of       func(string) string
		in, want string
	}{
		{phoneOf, "(212) 555-0101", "+12125550101"}, {phoneOf, "1-212-555-0101", "+12125550101"}, {phoneOf, "2125550101.0", "+12125550101"},
		{phoneOf, "212.555.0101 x12", "+12125550101"}, {phoneOf, "212-555-0101 ext. 12", "+12125550101"}, {phoneOf, "+44 20 7946 0958", "+442079460958"},
		{phoneOf, "call me", ""}, {phoneOf, "12", ""}, {phoneOf, "2.12555E+09", ""},
		{emailOf, " Emma@Example.COM ", "emma@example.com"}, {emailOf, "emma", ""}, {emailOf, "a b@example.com", ""},
		{accountOf, "100-000-001", "100000001"}, {accountOf, "100000001.0", "100000001"}, {accountOf, "n/a", ""},
		{zipOf, "7029", "07029"}, {zipOf, "07029-1234", "07029"}, {zipOf, "070291234", "07029"}, {zipOf, "70291234", "07029"}, {zipOf, "K1A 0B1", "k1a0b1"}, {zipOf, "", ""},
	}
	for _, tt := range tests {
		if got := tt.of(tt.in); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCustomers(t *testing.T) {
	c := customers(t, "id,acct,name,phone,plan,features\n1,100000001,Emma Kant,2125550101,Gold,A|B\n2,100000001,Erik Kant,,Talk & Text,\"B, C\"\n2,200000002,Erik Kant,,Gold,\n")
	if !c.HasAccount("100000001") || c.HasAccount("100000002") {
		t.Error("HasAccount")
	}
	for about, got := range map[string][2]any{
		"format":   {c.AccountFormat(), []int{9}},
		"plans":    {c.Plans(), []string{"Gold", "Talk & Text"}},
		"features": {c.Features(), []string{"A", "B", "C"}},
		"rows":     {c.Len(), 3},
		"persons":  {c.persons(), 2},
	} {
		if !reflect.DeepEqual(got[0], got[1]) {
			t.Errorf("%s: %v, want %v", about, got[0], got[1])
		}
	}
}

func TestDerivedID(t *testing.T) {
	const csv = "acct,name\n100000001,Emma Kant\n100000001,Erik Kant\n"
	l := Lists{Customers: customers(t, csv)}
	id := l.Match(Facts{Names: []string{"emma kant"}, Accounts: []string{"100000001"}}).CustomerID
	if id == "" || l.Customers.persons() != 2 {
		t.Errorf("id %q, %d persons", id, l.Customers.persons())
	}
	m := Lists{Customers: customers(t, "Name;BAN\nERIK KANT;100000001\nEMMA KANT;100-000-001\n")}
	if got := m.Match(Facts{Names: []string{"emma kant"}, Accounts: []string{"100000001"}}).CustomerID; got != id {
		t.Errorf("id %q, then %q", id, got)
	}
}

func TestReadEmployees(t *testing.T) {
	e, w, err := ReadEmployees(strings.NewReader("Emp #,Name,Work Email,Desk Phone,Ext\n7,Pat Orr,Pat.Orr@Carrier.example,2125550150,12\n8,Al Poe,al@gmail.com,,\n"), "e.csv")
	if err != nil || len(w) != 0 {
		t.Fatal(w, err)
	}
	if got := e.Domains(); !slices.Equal(got, []string{"carrier.example"}) {
		t.Errorf("domains %q", got)
	}
	if got := sorted(e.values(fieldEmails)); !slices.Equal(got, []string{"al@gmail.com", "pat.orr@carrier.example"}) {
		t.Errorf("emails %q", got)
	}
	if got := sorted(e.values(fieldPhones)); !slices.Equal(got, []string{"+12125550150"}) {
		t.Errorf("phones %q", got)
	}
}

func TestReadPlans(t *testing.T) {
	p, w, err := ReadPlans(strings.NewReader("Kind,Name\nrate_plan,Gold\nRate Plan,Silver\nplan_feature,Talk\nadd-on,Text\nphone,X\nrate_plan,Gold\n"), "p.csv")
	if err != nil || len(w) != 2 {
		t.Fatal(w, err)
	}
	if !slices.Equal(p.RatePlans, []string{"Gold", "Silver"}) || !slices.Equal(p.Features, []string{"Talk", "Text"}) {
		t.Errorf("%q %q", p.RatePlans, p.Features)
	}
}

func TestDigest(t *testing.T) {
	a, b := customers(t, "id,acct,name\n1,1,Emma Kant\n"), customers(t, "id,acct,name\n1,1,Emma Kant\n\n")
	if a.Digest() == b.Digest() || a.Digest() == [32]byte{} {
		t.Error("digest does not tell files apart")
	}
}

func TestWarningsAreCounted(t *testing.T) {
	csv := "id,acct,name\n" + strings.Repeat("1,1,\n", 3*maxWarnings)
	_, w, _ := ReadCustomers(strings.NewReader(csv), "c.csv")
	rows := 0
	for _, x := range w {
		rows += x.Rows
	}
	if rows != 3*maxWarnings || len(w) > maxWarnings+1 {
		t.Errorf("%d warnings of %d rows", len(w), rows)
	}
}

// FuzzReadCustomers: each row that is not blank is used, or a warning says that it is not.
func FuzzReadCustomers(f *testing.F) {
	f.Add("1,1,Emma Kant,2125550101")
	f.Add("1,1,\"Kant, Emma\",\n,,,\n2,2,,x\n3,3,Pat,1,1")
	f.Add("1,1,\"Emma Kant\n2,2,Pat\"")
	f.Fuzz(func(t *testing.T, body string) {
		if strings.ContainsAny(body, "\x00\"") {
			return // other encodings, and rows of several lines
		}
		c, w, err := ReadCustomers(strings.NewReader("id,acct,name,phone\n"+body), "c.csv")
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for line := range strings.SplitSeq(body, "\n") {
			if strings.TrimSpace(strings.ReplaceAll(decodeLine([]byte(line)), ",", " ")) != "" {
				rows++
			}
		}
		got := c.Len()
		for _, x := range w {
			if x.Skipped {
				got += x.Rows
			}
		}
		if got != rows {
			t.Errorf("%q: %d rows used or warned of, %d given: %v", body, got, rows, w)
		}
	})
}

// persons returns the number of ids.
func (l *list) persons() int {
	n := 0
	for i := range l.person {
		if l.person[i] == int32(i) {
			n++
		}
	}
	if l.person == nil {
		n = l.Len()
	}
	return n
}
