package main

// tickets are messages between customers, agents and other staff.
var tickets = []mail{
	{box: "dana.whitfield.mbox", id: "t01", kind: "free", from: "E03", to: "E01", subject: "Callback for {C0001 name}", date: "Mon, 7 Oct 2019 09:12:00 -0700", cte: "7bit", body: `
Morning Dana,

{C0001 name} rang twice about her bill. She is on account {C0001 account} and
wants a call on {C0001 phone paren} before noon. The open amount is {C0001 billing=$84.20}.
She has had {C0001 plan} since the spring and says nobody told her about the late fee.

{E03 sig}
`},
	{box: "dana.whitfield.mbox", id: "t02", kind: "thread", from: "E01", to: "E03", subject: "Re: Callback for {C0001 name}", date: "Mon, 7 Oct 2019 10:40:00 -0700", cte: "7bit", body: `
Done. I waived the fee, case {!account_number 2019-4471803} is closed.

{E01 sig}

On Mon, Oct 7, 2019 at 9:12 AM {E03 name} wrote:
> Morning Dana,
>
> {C0001 name} rang twice about her bill. She is on account {C0001 account} and
> wants a call on {C0001 phone paren} before noon. The open amount is {C0001 billing=$84.20}.
> She has had {C0001 plan} since the spring and says nobody told her about the late fee.
`},
	{box: "dana.whitfield.mbox", id: "t03", kind: "form", from: `"Web forms" <forms@heroncreek.example>`, to: "E01", subject: "Change of address", date: "Tue, 8 Oct 2019 06:01:13 +0000", cte: "7bit", body: `
A customer sent this form.

Customer name: {C0003 name}
Account number: {C0003 account dash}
Contact phone: {C0003 phone dots}
E-mail: {C0003 email}
New address:
{C0003 addr lines}
Plan: {C0003 plan}
Billing ZIP: {C0003 zip}
Form number: {!account_number 77103345}
`},
	{box: "dana.whitfield.mbox", id: "t04", kind: "chat", from: `"Chat desk" <chat@heroncreek.example>`, to: "E01", subject: "Transcript 5190-B", date: "Tue, 8 Oct 2019 18:22:40 +0000", cte: "7bit", body: `
[11:02] Agent: Thanks for waiting. Whom am I talking to?
[11:02] Visitor: {C0012 name=Bill Tran}
[11:03] Agent: And the account number please?
[11:03] Visitor: {C0012 account}
[11:03] Agent: What is the PIN on the account?
[11:04] Visitor: {C0012 pin=660418}
[11:05] Agent: Which number is not working?
[11:05] Visitor: {C0012 phone plain}
[11:06] Agent: I can see {C0012 feature} on the line. Anything else?
[11:06] Visitor: no that is all, it took 14 minutes
`},
	{box: "dana.whitfield.mbox", id: "t05", kind: "thread", from: "C0009", to: "E01", subject: "Phone still locked", date: "Wed, 9 Oct 2019 12:00:00 -0400", charset: "windows-1252", body: `
Hello – I’m writing again because the handset I bought last week is still locked.
The IMEI is {C0009 imei}, my number {C0009 phone}.
Please unlock it or send the money back to me.

{C0009 name}
{C0009 addr lines}
`},
	{box: "dana.whitfield.mbox lena.fischer", id: "t06", kind: "escal", from: "E04", to: "E01", subject: "Escalation, two lines of one family", date: "Thu, 10 Oct 2019 15:45:00 -0700", flowed: true, body: `
Dana, please take this one. {C0004 name} came to the shop with his wife {C0005 name}; both are on {C0004 account}. His line is {C0004 phone dots} and hers is {C0005 phone dots}. They were sold {C0004 plan} and got billed {C0004 billing=$312.55} in the first month, which cannot be right. He lives at {C0004 addr} and would like a letter.

Order no. {!account_number 60281177}, parcel {!phone 1Z 999 AA1 0123 4567 84}.

{E04 sig}
`},
	{box: "dana.whitfield.mbox", id: "t07", kind: "free", from: "E05", to: "E01", subject: "Line moved", date: "Fri, 11 Oct 2019 08:30:00 -0700", cte: "base64", body: `
Line {C0016 phone plus} now sits on the new switch. Subscriber {C0016 name upper}, acct. {C0016 account blank}.
Feature {C0016 feature} had to be added once more. Ticket {!ssn 482-19-0077-X} can be closed.

{E05 sig}
`},
	{box: "dana.whitfield.mbox", id: "t08", kind: "nested", from: "E03", to: "E01", subject: "Fwd: cannot log in", date: "Mon, 14 Oct 2019 09:05:00 -0700", body: "Please see attached, this one is yours.\n\n{E03 sig}\n", parts: []part{{mail: &mail{
		id: "n.t08", kind: "nested", from: "C0018", to: "care@heroncreek.example", subject: "cannot log in", date: "Sun, 13 Oct 2019 20:17:00 -0400", charset: "windows-1252", body: `
I can't get into my account ({C0018 account}). Name is {C0018 name}, you can reach me at
{C0018 phone e164}. I pay {C0018 billing=$45.00} a month and want to see why.
`}}}},
	{box: "dana.whitfield.mbox", id: "t09", kind: "free", from: "C0029", to: "E01", subject: "moving out", date: "Mon, 14 Oct 2019 13:31:00 -0400", charset: "utf-16", cte: "base64", body: `
Hi, please cancel my line {C0029 phone} at the end of the month.
Account {C0029 account}, {C0029 name}, {C0029 addr}.
`},
	{box: "dana.whitfield.mbox", id: "t10", kind: "outsider", from: "O01", to: "E01", subject: "Fleet offer", date: "Tue, 15 Oct 2019 11:11:00 -0400", cte: "7bit", body: `
Dear Dana,

{O02 name} and I would like to talk about thirty devices for our vans. My direct line
is {O01 phone}; he is at {O02 email}.

Kind regards
{O01 name}
Harbor Fleet Services
{O01 addr lines}
`},
	{box: "dana.whitfield.mbox", id: "t11", kind: "mention", from: "E04", to: "E01", subject: "Lunch", date: "Tue, 15 Oct 2019 18:00:00 -0700", cte: "7bit", body: `
Guess who I met at the ferry: {?C0049 name}. We were at school together.
From there I walked to the shop and it was closed.

From the way it looked they will open again on Monday.

{E04 sig}
`},
	{box: "rosa.delgado", id: "t12", kind: "spanish", from: "E03", to: "E01", subject: "Llamada de {C0028 name}", date: "Wed, 16 Oct 2019 09:20:00 -0700", charset: "windows-1252", body: `
Buenos días:

Llamó la señora {C0028 name}. Número de cuenta: {C0028 account}. Su teléfono es
{C0028 phone}. Vive en {C0028 addr}.
Dice que debe {C0028 billing=$37.90} y que quiere cambiar su tarifa {C0028 plan}.

{E03 sig}
`},
	{box: "rosa.delgado", id: "t13", kind: "spanish", from: "C0021", to: "E03", subject: "Pregunta sobre mi cuenta", date: "Wed, 16 Oct 2019 16:42:00 -0700", body: `
Hola Rosa:

Mi nombre es {C0021 name} y mi número de cuenta es {C0021 account dash}. Comparto la cuenta con
mi hermana {C0020 name}. ¿Por qué subió la factura a {C0021 billing=$128.15}?
Pueden llamarme al {C0021 phone paren}.

Gracias.
`},
	{box: "rosa.delgado", id: "t14", kind: "thread", from: "E03", to: "C0021", subject: "Re: Pregunta sobre mi cuenta", date: "Thu, 17 Oct 2019 09:02:00 -0700", body: `
Buenos días, don Pedro. Ya está corregido; recibirá una factura nueva.

{E03 sig}

El mié, 16 oct 2019 a las 16:42, {C0021 name} escribió:
> Hola Rosa:
>
> Mi nombre es {C0021 name} y mi número de cuenta es {C0021 account dash}. Comparto la cuenta con
> mi hermana {C0020 name}. ¿Por qué subió la factura a {C0021 billing=$128.15}?
> Pueden llamarme al {C0021 phone paren}.
`},
	{box: "rosa.delgado", id: "t15", kind: "chat", from: `"Chat desk" <chat@heroncreek.example>`, to: "E03", subject: "Transcript 5204-A", date: "Thu, 17 Oct 2019 19:10:05 +0000", body: `
Agente:
¿Me da su nombre completo?
Cliente:
{C0042 name}
Agente:
¿Cuál es su número de cuenta?
Cliente:
{C0042 account}
Agente:
¿Y el código postal de facturación?
Cliente:
{C0042 zip}
Agente:
¿Su fecha de nacimiento?
Cliente:
{C0042 date_of_birth=04/17/1988}
`},
	{box: "rosa.delgado", id: "t16", kind: "free", from: "E01", to: "E03", subject: "Who is who", date: "Fri, 18 Oct 2019 10:15:00 -0700", cte: "7bit", body: `
Rosa, there are two customers called {C0003 name}. The one in Boise is {C0004 phone}, account
{C0004 account}; the one in Duluth is {C0003 phone}, account {C0003 account}. Please do not
mix them up again, the refund of {C0003 billing=$19.99} went to the wrong one.

{E01 sig}
`},
	{box: "rosa.delgado", id: "t17", kind: "form", from: `"Web forms" <forms@heroncreek.example>`, to: "E03", subject: "SIM replacement", date: "Mon, 21 Oct 2019 05:59:59 +0000", html: `<p>A customer sent this form.</p>
<p>Name<br><b>{C0047 name}</b></p>
<p>Mobile<br>{C0047 phone paren}</p>
<p>Account no.<br>{C0047 account}</p>
<p>Device IMEI<br>{C0047 imei}</p>
<p>Prepaid or postpaid?<br>{C0047 type}</p>`},
	{box: "rosa.delgado", id: "t18", kind: "former", from: "F01", to: "E03", subject: "old account", date: "Tue, 22 Oct 2019 14:08:00 -0500", cte: "7bit", body: `
I left you in 2017 and you still send me letters. My old account was {F01 account},
phone {F01 phone}. Take me off your list: {F01 name}, {F01 addr}.
`},
	{box: "rosa.delgado lena.fischer", id: "t19", kind: "escal", from: "E02", to: "E03", subject: "Refund {C0024 name}", date: "Wed, 23 Oct 2019 11:54:00 -0700", body: `
Rosa,
the refund of {C0024 billing=$62.75} for {C0024 name} is approved (account {C0024 account}).
She asked us to write to {C0024 email}. Her plan is the {C0024 plan}.
Reference {!payment_card 9410 8036 9930 0000 1234 56}.

{E02 sig}
`},
	{box: "rosa.delgado", id: "t20", kind: "family", from: "E01", to: "E03", subject: "Father or son", date: "Thu, 24 Oct 2019 09:40:00 -0700", cte: "7bit", body: `
Please ask {C0007 name} which of the two he is when he calls again. The father's
number is {C0007 phone}, the son's {C0008 phone}. Same account, {C0007 account}.

{E01 sig}
`},
}
