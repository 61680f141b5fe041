package main

import "encoding/base64"

// logo is an image of one dot.
var logo, _ = base64.StdEncoding.DecodeString("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==")

// office are messages of the house: people team, marketing, small talk.
var office = []mail{
	{box: "lena.fischer", id: "o01", kind: "hr", from: "E06", to: "E04", subject: "Forms for the new plan year", date: "Mon, 7 Oct 2019 11:00:00 -0700", body: `
Lena, please check what we have on file.

Name: {E04 name}
SSN: {E04 ssn=841-07-3355}
Date of birth: {E04 date_of_birth=March 9, 1984}

And for {E02 name}:

Name: {E02 name}
SSN: {E02 ssn=852-66-1904}
Date of birth: {E02 date_of_birth=1979-12-02}

{E06 sig}
`},
	{box: "lena.fischer", id: "o02", kind: "hr", from: "E06", to: "E04", subject: "How to fill it in", date: "Mon, 7 Oct 2019 11:30:00 -0700", cte: "7bit", body: `
The sample on page two shows {!ssn 078-05-1120}, which is nobody's number. Write yours
without blanks. Part no. of the form is {!ssn 219-40-8816-B}.

{E06 sig}
`},
	{box: "lena.fischer", id: "o03", kind: "marketing", from: `"` + company + `" <news@heroncreek.example>`, to: "E04", subject: "This week: two lines for the price of one", date: "Tue, 8 Oct 2019 05:00:00 +0000", html: `<html><body><h1>Two lines for one</h1>
<p>Get <b>River Unlimited</b> for only {!billing $45.00} a month, or Creek 5GB for {!billing $20}.
Voicemail Plus is free until the end of the year.</p>
<p>Call {!phone 1-888-555-0123} or visit a shop near you.</p>
<p><img src="cid:logo"></p></body></html>`},
	{box: "lena.fischer dana.whitfield.mbox omar.haddad.mbox.gz", id: "o04", kind: "clean", from: "E06", to: `"All staff" <all@heroncreek.example>`, subject: "Kitchen on floor two", date: "Tue, 8 Oct 2019 09:00:00 -0700", cte: "7bit", body: `
The kitchen is closed on Friday. There will be sandwiches in the large room.

Grace
`},
	{box: "lena.fischer", id: "o05", kind: "image", from: "E04", to: "E01", subject: "New logo", date: "Wed, 9 Oct 2019 12:12:00 -0700", body: "Small, but ours.\n\n{E04 sig}\n", parts: []part{{name: "logo.png", ctype: "image/png", raw: logo}}},
	{box: "lena.fischer", id: "o06", kind: "sensitive", from: "C0048", to: "E04", subject: "Proof of identity", date: "Thu, 10 Oct 2019 17:25:00 -0500", cte: "7bit", body: `
As your shop asked: my name is {C0048 name}, born {C0048 date_of_birth=2 Jan 1990}, SSN {C0048 ssn=863-22-7041}.
The account is {C0048 account}. Please delete this mail afterwards.
`},
	{box: "lena.fischer", id: "o07", kind: "lookalike", from: "E05", to: "E04", subject: "Serial numbers of the tills", date: "Fri, 11 Oct 2019 14:00:00 -0700", cte: "7bit", body: `
Till 1: {!payment_card 4920-1177-0031-5525}
Till 2: {!payment_card 4920 1177 0031 5533}
Router firmware 10.4.22.1905, build {!account_number 20191011}, uptime {!phone 4102035519} s,
checksum 5d41402abc4b2a76b9719d911017c592. Invoice of the vendor: {!account_number 44718290}.

{E05 sig}
`},
	{box: "lena.fischer", id: "o08", kind: "nested", from: "E01", to: "E04", subject: "FW: FW: complaint", date: "Mon, 14 Oct 2019 16:44:00 -0700", body: "Two levels down, sorry.\n\n{E01 sig}\n", parts: []part{{mail: &mail{
		id: "n.o08", kind: "nested", from: "E03", to: "E01", subject: "FW: complaint", date: "Mon, 14 Oct 2019 15:00:00 -0700", body: "See below.\n", parts: []part{{mail: &mail{
			id: "n.n.o08", kind: "nested2", from: "C0041", to: "care@heroncreek.example", subject: "complaint", date: "Sat, 12 Oct 2019 22:10:00 -0400", cte: "7bit", body: `
I was charged {C0041 billing=$240.00} for a trip I did not make. Remove {C0041 feature} from my line
{C0041 phone dots} at once.

{C0041 name}
Account {C0041 account}
`}}}}}}},
	{box: "lena.fischer", id: "o09", kind: "free", from: "C0036", to: "E04", subject: "Réclamation / complaint", date: "Tue, 15 Oct 2019 08:08:00 -0400", charset: "windows-1252", cte: "8bit", body: `
Bonjour, I would like to know why my line {C0036 phone} was cut off on Sunday – I paid {C0036 billing=$59.40}
the week before. {C0036 name}, {C0036 addr}.
`},
	{box: "lena.fischer.zip", id: "o10", kind: "free", from: "E04", to: "E01", subject: "Trade-in", date: "Wed, 2 Oct 2019 12:00:00 -0700", cte: "7bit", body: `
{C0019 name} brought back a handset, IMEI {C0019 imei}. His account is {C0019 account} and he
is on {C0019 plan}, {C0019 type}. Credit of {C0019 billing=$75.00} agreed.

{E04 sig}
`},
	{box: "lena.fischer.zip", id: "o11", kind: "form", from: "E04", to: "E02", subject: "Paper form, typed up", date: "Thu, 3 Oct 2019 12:00:00 -0700", cte: "7bit", body: `
First name: Latoya
Last name: Greene{+C0032 name}
Street: 333 Bunting Blvd{+C0032 addr}
City: Raleigh
State: NC
ZIP: 27601
Home phone: {C0032 phone}
E-mail address: {C0032 email}
Account PIN: {C0032 pin=2209}

{E04 sig}
`},
	{box: "lena.fischer.zip dana.whitfield.mbox", id: "o12", kind: "free", from: "E04", to: "E01", subject: "Broken screen", date: "Fri, 4 Oct 2019 12:00:00 -0700", cte: "quoted-printable", body: `
The customer {C0037 name=Joe Ivanoff} ({C0037 phone}) wants his screen repaired under {C0037 feature}, which does not
cover it. Account {C0037 account}. I sent him to the workshop round the corner.

{E04 sig}
`},
	{box: "lena.fischer.zip", id: "o13", kind: "clean", from: "E04", to: "E06", subject: "Holiday", date: "Fri, 4 Oct 2019 17:00:00 -0700", cte: "7bit", body: `
I would like to take the last week of December off, if that suits you.

Lena
`},
	{box: "lena.fischer.zip", id: "o14", kind: "html", from: "E04", to: "C0014", subject: "Your visit", date: "Sat, 5 Oct 2019 10:00:00 -0700", cte: "base64", html: `<html><body><div>Dear {C0014 name},</div>
<div>thank you for your visit. We changed {C0014 phone paren} to <i>{C0014 plan}</i>.</div>
<div>Your account: <b>{C0014 account dash}</b></div><div>{E04 name}</div></body></html>`},
}
