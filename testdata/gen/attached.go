package main

// attached are messages that carry documents.
var attached = []mail{
	{box: "rosa.delgado", id: "d01", kind: "xlsx", from: "E04", to: "E03", subject: "Shops, week 42", date: "Mon, 21 Oct 2019 08:00:00 -0700", body: "The export you asked for.\n\n{E04 sig}\n", parts: []part{{
		name: "shops_w42.xlsx", ctype: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", format: "xlsx", title: "Visits of week 42, printed for the shops", table: &table{
			heads: []string{"Visit", "Acct No", "Given name", "Surname", "Street", "City", "State", "ZIP", "Phone", "Plan"},
			cols:  []string{"=", "account", "first", "last", "street", "city", "state", "town zip", "phone dash", "plan"},
			who:   []string{"C0003", "C0008", "C0016", "C0024", "C0029", "C0036", "C0042", "C0047"},
			extra: [][]string{{"V-1"}, {"V-2"}, {"V-3"}, {"V-4"}, {"V-5"}, {"V-6"}, {"V-7"}, {"V-8"}},
		}}}},
	{box: "dana.whitfield.mbox", id: "d02", kind: "pdf", from: "E02", to: "E01", subject: "Copy of a bill", date: "Mon, 21 Oct 2019 11:30:00 -0700", body: "As printed.\n\n{E02 sig}\n", parts: []part{{
		name: "bill.pdf", ctype: "application/pdf", format: "pdf", text: `
` + company + `
Statement of October 2019

{C0022 name}
{C0022 addr lines}

Account number: {C0022 account}
Wireless number: {C0022 phone dots}
Rate plan: {C0022 plan}
Amount due: {C0022 billing=$118.40}
Form {!account_number 88120031}
`}}},
	{box: "lena.fischer", id: "d03", kind: "docx", from: "E01", to: "E04", subject: "Letter to go out", date: "Tue, 22 Oct 2019 14:05:00 -0700", body: "Please sign and send.\n\n{E01 sig}\n", parts: []part{{
		name: "letter.docx", ctype: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", format: "docx", text: `
{C0030 name}
{C0030 addr lines}

Dear {C0030 name},

your account {C0030 account} was closed on request. The balance of {C0030 billing=$64.90} stays open.
We could not reach you on {C0030 phone}.

{E01 name}
`}}},
	{box: "omar.haddad.mbox.gz", id: "d04", kind: "zipcsv", from: "E05", to: "E02", subject: "Port requests, packed", date: "Wed, 23 Oct 2019 10:10:00 -0700", body: "Packed, the gateway dropped it otherwise.\n\n{E05 sig}\n", parts: []part{{
		name: "ports.zip", ctype: "application/zip", format: "zip", title: "ports/october.csv", comma: ';', table: &table{
			heads: []string{"Subscriber Name", "MSISDN", "Account", "IMEI"}, cols: []string{"name", "phone e164", "account", "imei"},
			who: []string{"C0010", "C0015", "C0021", "C0034"},
		}}}},
}
