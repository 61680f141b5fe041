package tree

import (
	"reflect"
	"strings"
	"testing"

	"exposed/scanner/document"
	"exposed/testdata/samples"
)

const people = "«A1:name»\t«B1:ssn»\n«A2:Jane»\t«B2:219-09-9999»\n«A3:John»\t«B3:»\n"

var jsons = []struct{ name, in, want string }{
	{"object", `{"accountNumber":"123456789","tags":["a","b"],"customer":{"firstName":"Jane","SSNLast4":null,"active":true,"owes":-1.5e3}}`,
		"account Number: 123456789\ntags: a, b\ncustomer.first Name: Jane\ncustomer.active: true\ncustomer.owes: -1.5e3\n"},
	{"list", `[{"name":"Jane","ssn":"219-09-9999"},{"name":"John","ssn":null}]`, people},
	{"lines", "{\"name\":\"Jane\",\"ssn\":\"219-09-9999\"}\n{\"name\":\"John\",\"ssn\":\"\"}\n", people},
	{"within", `{"data":{"people":[{"name":"Jane","ssn":"219-09-9999"},{"ssn":"","name":"John"}]},"n":1}`, people + "\nn: 1\n"},
	{"objects in rows", `[{"a":{"b":"1\n2"},"c":[1,2]},{"a":{"b":3},"c":[]}]`, "«A1:a.b»\t«B1:c»\n«A2:1 2»\t«B2:1, 2»\n«A3:3»\t«B3:»\n"},
	{"records of their own", `[{"name":"Jane","phones":[{"kind":"home","number":"212-555-0100"},{"kind":"work","number":"212-555-0101"}]},{"name":"John"}]`,
		"name: Jane\nphones.kind: home\nphones.number: 212-555-0100\nphones.kind: work\nphones.number: 212-555-0101\n\nname: John\n"},
	{"names that are values", `{"jane@example.com":{"plan":"Gold"},"219-09-9999":"Jane"}`, "jane@example.com\nplan: Gold\n219-09-9999\nJane\n"},
	{"escapes", `{"a":"\ud83d\ude00\"\\\u0041\r\nx\ud83d"}`, "a: 😀\"\\A\n\nx\uFFFD\n"},
	{"damaged", `{"a":1,"b":[2,3} rest 219-09-9999`, "a: 1\nb: 2, 3\n\n} rest 219-09-9999\nmalformed: not well-formed from here on, and read as text @1\n"},
	{"cut", `[{"a":1},{"a":"Jane`, "a: 1\n\n{\"a\":\"Jane\nmalformed: not well-formed from here on, and read as text @1\n"},
	{"text", "\"Jane\"", "Jane\n"},
	{"nothing", "", ""},
}

var xmls = []struct{ name, in, want string }{
	{"records", `<?xml version="1.0"?><r xmlns="x" xsi:y="z"><person><name>Jane</name><ssn>219-09-9999</ssn></person><person><name>John</name><ssn/></person></r>`, people},
	{"attributes", `<r><person name="Jane" ssn="219-09-9999"/><person name="John"/></r>`, people},
	{"values", `<a><title>List</title><owner><name>Bob &amp; Co</name><phone type="home">212-555-0100</phone></owner><p>some <b>bold</b>, <a href="x">text</a></p></a>`,
		"title: List\nowner.name: Bob & Co\nowner.phone: 212-555-0100\nowner.phone.type: home\np: some bold, text\np.href: x\n"},
	{"property list", `<plist><dict><key>fullName</key><string>Jane</string><key>List</key><array><dict><key>a</key><string>1</string><key>b</key><string>2</string></dict><dict><key>a</key><string>3</string><key>b</key><string>4</string></dict></array></dict></plist>`,
		"dict.full Name: Jane\n\n«A1:a»\t«B1:b»\n«A2:1»\t«B2:2»\n«A3:3»\t«B3:4»\n"},
	{"SpreadsheetML", `<Workbook><Worksheet ss:Name="S"><Table><Row><Cell><Data ss:Type="String">Name</Data></Cell><Cell ss:Index="3"><Data>SSN</Data></Cell></Row><Row><Cell><Data>Jane</Data></Cell></Row></Table></Worksheet></Workbook>`,
		"Worksheet.Name: S\n\n«A1:Name»\t«B1:»\t«C1:SSN»\n«A2:Jane»\n"},
	{"entities", `<!DOCTYPE a [<!ENTITY x "yy">]><a>&x;</a>`, "&x;\nunsupported: entities that the file declares are not expanded\n"},
	{"records with text beside them", `<a><c><name>Jane <i>Do</i><i>e</i></name><phone>212-555-0100</phone></c>note</a>`, "Jane Doe\n212-555-0100\nnote\n"},
	{"damaged", `<a><b>Jane</c><d>x`, "b: Jane\nd: x\nmalformed: not well-formed XML; what can be is read\n"},
	{"nothing", "", ""},
}

func TestRead(t *testing.T) {
	for _, tt := range jsons {
		got := JSON([]byte(tt.in), document.Options{})
		samples.Check(t, "", got)
		if got := samples.Marked(got); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
	for _, tt := range xmls {
		got := XML([]byte(tt.in), document.Options{})
		samples.Check(t, "", got)
		if got := samples.Marked(got); got != tt.want {
			t.Errorf("%s:\ngot  %q\nwant %q", tt.name, got, tt.want)
		}
	}
}

// Large files are one table, however their parts come in.
func TestLarge(t *testing.T) {
	const n = 20_000
	for name, c := range map[string]document.Content{
		"list": JSON([]byte(`{"p":[`+strings.Repeat(`{"name":"Jane","ssn":"219-09-9999"},`, n)+`{"name":"John","ssn":"x"}]}`), document.Options{}),
		"XML":  XML([]byte(`<r><p>`+strings.Repeat(`<q><name>Jane</name><ssn>219-09-9999</ssn></q>`, n)+`<q><name>John</name><ssn>x</ssn></q></p></r>`), document.Options{}),
	} {
		samples.Check(t, "", c)
		if len(c.Text.Rows) != n+2 || c.Text.Rows[n+1].Table != 0 || len(c.Problems) != 0 {
			t.Errorf("%s: %d rows, %v", name, len(c.Text.Rows), c.Problems)
		}
	}
}

// Values within each other end at the limit.
func TestDeep(t *testing.T) {
	for _, s := range []string{"[", `{"a":`, `[{"a":`} {
		c := JSON([]byte(`{"b":"x","c":`+strings.Repeat(s, 100_000)), document.Options{})
		samples.Check(t, "", c)
		if len(c.Problems) != 1 || c.Problems[0].Reason != "too-deep" || !strings.HasPrefix(c.Text.Data, "b: x\n") {
			t.Errorf("%s: %d bytes, %v", s, len(c.Text.Data), c.Problems)
		}
	}
	c := XML([]byte(`<r><b>x</b>`+strings.Repeat("<a>", 100_000)), document.Options{})
	if len(c.Problems) != 2 || c.Text.Data != "b: x\n" {
		t.Errorf("%q, %v", c.Text.Data, c.Problems)
	}
}

func FuzzRead(f *testing.F) {
	for _, tt := range jsons {
		f.Add([]byte(tt.in))
	}
	for _, tt := range xmls {
		f.Add([]byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, read := range []func([]byte, document.Options) document.Content{JSON, XML} {
			c := read(b, document.Options{})
			samples.Check(t, "", c)
			if again := read(b, document.Options{}); !reflect.DeepEqual(c, again) {
				t.Error("read again, it differs")
			}
		}
	})
}
