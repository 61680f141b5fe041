package scanner

import (
	"fmt"
	"strings"
	"testing"
)

const inside = "From: Dana Whitfield <dana@heroncreek.example>\nTo: Rosa Delgado <rosa@heroncreek.example>\n"
const outside = "From: Marisol Vega <marisol@inbox.example>\nTo: Rosa Delgado <rosa@heroncreek.example>\n"
const noName = "From: mv77@inbox.example\nTo: care@heroncreek.example\n"

func TestProbe(t *testing.T) {
	s := New(Config{Detect: testCase()})
	for i, raw := range strings.Split(probes, "\n=====\n") {
		raw = strings.TrimLeft(raw, "\n")
		title, rest, _ := strings.Cut(raw, "\n")
		head, body, _ := strings.Cut(rest, "\n")
		h := map[string]string{"in": inside, "out": outside, "noname": noName}[head]
		msg := h + "Subject: callback\nDate: Mon, 7 Oct 2019 09:12:00 -0700\n"
		if strings.HasPrefix(body, "Content-Type:") {
			msg += body
		} else {
			msg += "\n" + body
		}
		fam := parse(s, msg)
		for k := range fam {
			fmt.Printf("%d. %s [%s]\n%s\n", i, title, fam[k].Kind, recordText(&fam[k]))
		}
	}
}

const probes = `one customer prose
in
Call me about the account 40718826 please. The balance is $84.20.
The customer is Marisol Vega and her cell is 360-555-0101, she is on River Unlimited.
=====
identifiers before and after
in
40718826 is on River Unlimited. Marisol Vega has called twice from 360-555-0101. E-mail marisol@inbox.example.
=====
two paragraphs, name first
in
Marisol Vega, account 40718826, call 360-555-0101.

Calvin Brooks, account 40718835, call 360-555-0144.
=====
two paragraphs, name last
in
Account 40718826, cell 360-555-0101, belongs to Marisol Vega.

Account 40718835, cell 360-555-0144, belongs to Calvin Brooks.
=====
two in one paragraph name first
in
Marisol Vega has account 40718826 and Calvin Brooks has account 40718835.
=====
two in one paragraph name last
in
Account 40718826 is Marisol Vega's and account 40718835 is Calvin Brooks's.
=====
two in one paragraph, sentences
in
Marisol Vega is on 360-555-0101. Her balance is $84.20. Calvin Brooks is on 360-555-0144. His balance is $12.50.
=====
two sentences name last
in
Please call 360-555-0101 and ask for Marisol Vega. Then call 360-555-0144 and ask for Calvin Brooks.
=====
rule signature
in
Marisol Vega, account 40718826.

-- 
Dana Whitfield
Customer Care Lead
425-555-0181
=====
Regards
in
Marisol Vega, account 40718826.

Regards,
Dana Whitfield
425-555-0181
=====
name on a line
in
Marisol Vega, account 40718826.

Dana Whitfield
Customer Care Lead
425-555-0181
=====
quoted with own signature
in
Done, fee waived.

-- 
Dana Whitfield
425-555-0181

> Marisol Vega, account 40718826, call 360-555-0101.
>
> -- 
> Rosa Delgado
> 425-555-0183
=====
On wrote
in
Done, fee waived.

Dana Whitfield
425-555-0181

On Mon, Oct 7, 2019 at 9:12 AM Rosa Delgado <rosa@heroncreek.example> wrote:
> Please call Marisol Vega, 360-555-0101.
> Her account is 40718826.
=====
Outlook block
in
Fee waived.

From: Rosa Delgado
Sent: Monday, October 7, 2019 9:12 AM
To: Dana Whitfield
Subject: callback

Marisol Vega, account 40718826, call 360-555-0101.

Rosa Delgado
425-555-0183
=====
Outlook original message with outsider
in
Fee waived.

-----Original Message-----
From: Marisol Vega [mailto:marisol@inbox.example]
Sent: Monday, October 7, 2019 9:12 AM
To: Dana Whitfield
Subject: callback

My account is 40718826, call me on 360-555-0101.
=====
greeting colleague
in
Hi Rosa,

please call the customer on account 40718826, phone 360-555-0101.

Dana
=====
greeting colleague full name
in
Rosa Delgado,

please call Marisol Vega on account 40718826, phone 360-555-0101.
=====
outsider about himself
out
Hello, my account is 40718826 and my number is 360-555-0101.
=====
outsider about himself, signature
out
Hello, my account is 40718826.

Thanks,
Marisol Vega
360-555-0101
=====
outsider about third
out
Please add my husband Tomas Vega, 360-555-0102. My account is 40718826.
=====
outsider without a name, gives it
noname
My name is Marisol Vega and my account is 40718826. Call 360-555-0101.
=====
outsider two paras nameless
out
My account is 40718826.

My number is 360-555-0101.
=====
same name twice
in
Marisol Vega called about account 40718826.

Marisol Vega called again from 360-555-0101.
=====
same name two accounts
in
Marisol Vega, account 40718826, 360-555-0101.

The other Marisol Vega, account 40718835, 360-555-0144.
=====
initial and full
in
M. Vega called about account 40718826.

Call Marisol Vega on 360-555-0101.
=====
initials of two people
in
M. Vega has account 40718826. Call Marisol Vega on 360-555-0101 and Mateo Vega on 360-555-0144.
=====
chat
in
[10:02] Agent: Your name please?
[10:02] Guest: Marisol Vega
[10:03] Agent: And the account?
[10:03] Guest: 40718826
[10:04] Agent: PIN?
[10:04] Guest: 4471
=====
chat with named agent
in
[10:02] Rosa Delgado: Your name please?
[10:02] Marisol Vega: this is Marisol Vega
[10:03] Rosa Delgado: And the account?
[10:03] Marisol Vega: 40718826
[10:04] Rosa Delgado: A number to call you back?
[10:04] Marisol Vega: 360-555-0101
=====
nameless two paragraphs
in
Account 40718826, cell 360-555-0101.

Account 40718835, cell 360-555-0144.
=====
nameless same paragraph lines
in
Account 40718826, cell 360-555-0101.
Account 40718835, cell 360-555-0144.
=====
labelled form
in
Name: Marisol Vega
Account: 40718826
Phone: 360-555-0101

Name: Calvin Brooks
Account: 40718835
Phone: 360-555-0144
=====
labelled form name last
in
Account: 40718826
Phone: 360-555-0101
Name: Marisol Vega

Account: 40718835
Phone: 360-555-0144
Name: Calvin Brooks
=====
bullets
in
Please call back:
- Marisol Vega, 40718826, 360-555-0101
- Calvin Brooks, 40718835, 360-555-0144
- Ingrid Solberg, 40718844, 360-555-0155
=====
bullets number first
in
Please call back:
1. 360-555-0101 Marisol Vega (acct 40718826)
2. 360-555-0144 Calvin Brooks (acct 40718835)
3. 360-555-0155 Ingrid Solberg (acct 40718844)
=====
csv in body text pipes
in
Marisol Vega | 40718826 | 360-555-0101
Calvin Brooks | 40718835 | 360-555-0144
=====
employee named in prose
in
Dana Whitfield took the call. Marisol Vega, account 40718826, wants a call on 360-555-0101.
=====
customer then colleague in prose
in
Marisol Vega wants a call on 360-555-0101. Ask Omar Haddad at 425-555-0190 if unsure. Her account is 40718826.
=====
html table
in
Content-Type: text/html

<table><tr><th>Name</th><th>Account</th><th>Phone</th></tr><tr><td>Marisol Vega</td><td>40718826</td><td>360-555-0101</td></tr><tr><td>Calvin Brooks</td><td>40718835</td><td>360-555-0144</td></tr></table>
=====
html prose paragraphs
in
Content-Type: text/html

<p>Marisol Vega, account 40718826, call 360-555-0101.</p><p>Calvin Brooks, account 40718835, call 360-555-0144.</p>
=====
html blockquote
in
Content-Type: text/html

<p>Done.</p><div>-- <br>Dana Whitfield<br>425-555-0181</div><blockquote><p>Marisol Vega, account 40718826</p><p>Regards,<br>Rosa Delgado<br>425-555-0183</p></blockquote>
=====
csv attachment
in
Content-Type: text/csv; name="list.csv"
Content-Disposition: attachment; filename="list.csv"

Name,Account,Phone
Marisol Vega,40718826,360-555-0101
Calvin Brooks,40718835,360-555-0144
Marisol Vega,40718853,360-555-0155
=====
signature no rule, blank line within
in
Marisol Vega, account 40718826.

Thanks,

Dana Whitfield
Customer Care Lead

425-555-0181
dana@heroncreek.example
=====
thanks in the middle, then customer
in
Thanks,

Marisol Vega is on account 40718826 and wants a call on 360-555-0101.
=====
two addressees and prose
out
Hi Rosa,

this is Marisol. My account is 40718826, call 360-555-0101.

Thank you
Marisol
=====
PS behind a signature
in
I called her.

Regards,
Dana Whitfield
425-555-0181

P.S. Marisol Vega is on account 40718826, 360-555-0101.
=====
outsider quoted by insider below, top reply
out
Yes, that is right.

On Mon, Oct 7, 2019 at 9:12 AM Rosa Delgado <rosa@heroncreek.example> wrote:
> Is 40718826 your account?
> Rosa Delgado
> 425-555-0183
=====
insider reply quoting outsider
in
Waived.
-- 
Dana Whitfield
425-555-0181

On Mon, Oct 7, 2019 at 9:12 AM Marisol Vega <marisol@inbox.example> wrote:
> My account is 40718826, call me on 360-555-0101.
>
> Marisol
=====
forward gmail
in
fyi

---------- Forwarded message ---------
From: Marisol Vega <marisol@inbox.example>
Date: Mon, Oct 7, 2019 at 9:12 AM
Subject: my bill
To: <care@heroncreek.example>

My account is 40718826, call me on 360-555-0101.

Marisol Vega
=====
short customer name on a line
in
The customer:
Marisol Vega
418 Alder Fork Rd
Bellingham, WA 98225
360-555-0101
40718826 (account)
=====
three in a row name, one phone
in
Marisol Vega and Calvin Brooks share account 40718826.
`
