package main

// lists are messages that carry tables.
var lists = []mail{
	{box: "omar.haddad.mbox.gz", id: "l01", kind: "csv", from: "E04", to: "E02", subject: "Past due, west", date: "Mon, 7 Oct 2019 17:00:00 -0700", cte: "7bit", body: "List as agreed.\n\n{E04 sig}\n", parts: []part{{
		name: "past_due_west.csv", ctype: "text/csv", charset: "utf-8-bom", comma: ',', table: &table{
			heads: []string{"Account", "First Name", "Last Name", "Phone", "E-mail", "Amount Due"},
			cols:  []string{"account", "first", "last", "phone dash", "email", "=billing"},
			who:   []string{"C0001", "C0007", "C0012", "C0021", "C0025", "C0026", "C0040"},
			extra: [][]string{{"84.20"}, {"51.00"}, {"140.10"}, {"128.15"}, {"33.33"}, {"207.48"}, {"96.05"}},
		}}}},
	{box: "omar.haddad.mbox.gz", id: "l02", kind: "csv", from: "E02", to: "E04", subject: "Welcome letters", date: "Tue, 8 Oct 2019 08:45:00 -0700", body: "Please print these.\n\n{E02 sig}\n", parts: []part{{
		name: "letters.csv", ctype: "application/octet-stream", charset: "windows-1252", comma: ';', table: &table{
			heads: []string{"Customer", "Street", "City", "State", "ZIP", "Plan"},
			cols:  []string{"name back", "street", "city", "state", "town zip", "plan"},
			who:   []string{"C0010", "C0020", "C0022", "C0028", "C0030", "C0039", "C0041"},
		}}}},
	{box: "omar.haddad.mbox.gz", id: "l03", kind: "csv", from: "E05", to: "E02", subject: "Lines to migrate", date: "Wed, 9 Oct 2019 09:31:00 -0700", cte: "base64", body: "Export from the switch, sorry for the odd format.\n\n{E05 sig}\n", parts: []part{{
		name: "migrate.txt", ctype: "text/tab-separated-values", charset: "utf-16", comma: '\t', table: &table{
			heads: []string{"MSISDN", "IMEI", "Subscriber Name", "Acct No", "Type"},
			cols:  []string{"phone e164", "imei", "name", "account", "type"},
			who:   []string{"C0013", "C0014", "C0015", "C0017", "C0019", "C0023", "C0031"},
		}}}},
	{box: "omar.haddad.mbox.gz", id: "l04", kind: "table_html", from: "E04", to: "E02", subject: "Open cases", date: "Thu, 10 Oct 2019 10:10:00 -0700", html: "<html><body><p>Omar, these are still open.</p>\nTABLE\n<p>{E04 name}<br>" + company + "</p></body></html>", table: &table{
		heads: []string{"Case", "Account Number", "Name", "Mobile", "Service Address", "Rate Plan", "Balance"},
		cols:  []string{"=", "account", "name", "phone paren", "addr", "plan", "=billing"},
		who:   []string{"C0009", "C0018", "C0032", "C0033", "C0035", "C0037"},
		extra: [][]string{{"K-1180", "12.00"}, {"K-1181", "45.00"}, {"K-1184", "88.60"}, {"K-1185", "88.60"}, {"K-1190", "30.00"}, {"K-1193", "54.75"}},
	}},
	{box: "omar.haddad.mbox.gz", id: "l05", kind: "cards", from: "E01", to: "E02", subject: "Card payments that bounced", date: "Fri, 11 Oct 2019 16:20:00 -0700", cte: "7bit", body: `
Omar, the gateway refused these. Please do not forward.

{C0034 name}, account {C0034 account}, card {C0034 card blank} exp 04/21
{C0038 name}, account {C0038 account}, card {C0038 card dash} exp 11/20
{C0043 name}, account {C0043 account}, card {C0043 card} exp 07/22

Our test card {!payment_card 4111 1111 1111 1111} works, so the gateway is up.

{E01 sig}
`},
	{box: "omar.haddad.mbox.gz", id: "l06", kind: "partial", from: "E02", to: "E01", subject: "Re: Card payments that bounced", date: "Mon, 14 Oct 2019 08:05:00 -0700", cte: "7bit", body: `
The card {!payment_card ending in 4242} went through on the second try, and so did
{!payment_card xxxx-xxxx-xxxx-1881}. The caller said the last four of the social are
{!ssn ***-**-1120}. Nothing else to do.

{E02 sig}
`},
	{box: "omar.haddad.mbox.gz", id: "l07", kind: "invoice", from: "E02", to: "C0016", subject: "Your invoice of October", date: "Tue, 15 Oct 2019 07:00:00 -0700", html: `<html><head><style>td { padding: 2px }</style></head><body>
<p>Dear {C0016 name},</p>
<table><tr><td>Account number</td><td>{C0016 account}</td></tr>
<tr><td>Plan</td><td>{C0016 plan}</td></tr>
<tr><td>Amount due</td><td>{C0016 billing=$71.30}</td></tr>
<tr><td>Due date</td><td>10/31/2019</td></tr>
<tr><td>Service address</td><td>{C0016 addr}</td></tr></table>
<p>Questions? Call {!phone 1-800-555-0142} at any time.</p></body></html>`, body: `
Dear {C0016 name},

Account number: {C0016 account}
Plan: {C0016 plan}
Amount due: {C0016 billing=$71.30}
Due date: 10/31/2019
Service address: {C0016 addr}

Questions? Call {!phone 1-800-555-0142} at any time.
`},
	{box: "omar.haddad.mbox.gz", id: "l08", kind: "csv", from: "E03", to: "E02", subject: "Orders of the week", date: "Wed, 16 Oct 2019 17:20:00 -0700", cte: "7bit", body: "No names in it this time.\n\n{E03 sig}\n", parts: []part{{
		name: "orders.csv", ctype: "text/csv", charset: "utf-8", text: "Order,SKU,Quantity,Ticket\n{!account_number 30019284},884120037715,2,{!ssn 120-44-8812-9}\n{!account_number 30019285},884120037722,1,{!phone 206-555-01}\n"}}},
	{box: "omar.haddad.mbox.gz", id: "l09", kind: "table_text", from: "E05", to: "E02", subject: "Dropped calls", date: "Thu, 17 Oct 2019 13:13:00 -0700", cte: "7bit", body: `
Complaints since Monday:

Name              Phone           Account
{C0044 name}         {C0044 phone}    {C0044 account}
{C0045 name}     {C0045 phone}    {C0045 account}
{C0048 name}  {C0048 phone}    {C0048 account}

{E05 sig}
`},
	{box: "omar.haddad.mbox.gz rosa.delgado", id: "l10", kind: "csv", from: "E04", to: "E02", subject: "Numbers for the survey", date: "Fri, 18 Oct 2019 15:00:00 -0700", body: "Two columns only, as they asked.\n\n{E04 sig}\n", parts: []part{{
		name: "survey.csv", ctype: "text/csv", charset: "utf-8", comma: ',', table: &table{
			heads: []string{"name", "phone"}, cols: []string{"name upper", "phone plain"},
			who: []string{"C0002", "C0006", "C0011", "C0026", "C0027"},
		}}}},
	{box: "omar.haddad.mbox.gz", id: "l11", kind: "free", from: "C0046", to: "E02", subject: "My own bill", date: "Mon, 21 Oct 2019 21:40:00 -0500", cte: "7bit", body: `
Omar, writing from home: my private account {C0046 account} shows {C0046 billing=$54.00}, but {C0046 plan}
should be free for staff. My number is {C0046 phone}.

{C0046 name}
{C0046 addr lines}
`},
	{box: "omar.haddad.mbox.gz", id: "l12", kind: "former", from: "E02", to: "E01", subject: "Collections, third letter", date: "Tue, 22 Oct 2019 09:00:00 -0700", cte: "7bit", body: `
These two left us with money open.

{F02 name}
{F02 addr lines}
Account: {F02 account}
Balance: {F02 billing=$210.66}

{F03 name}
{F03 addr lines}
Account: {F03 account}
Balance: {F03 billing=$17.08}

{E02 sig}
`},
}
