package detectors

import "strings"

// A role is what a label says of the value that belongs to it: an element, or
// a part of one as the columns of tables have them.
type role uint8

const (
	roleNone    role = iota
	roleOther        // a number of another kind: order, ticket, tracking
	roleNeutral      // "on the account": names no value
	roleGiven
	roleMiddle
	roleFamily
	roleStreet
	roleUnit
	roleCity
	roleState
	roleZIP
	roleCardOther  // expiry and security code of a card
	roleExtension  // of a phone
	roleCustomerID // the key of a list
	roleElement    // roleElement + Element
)

func elementRole(e Element) role { return roleElement + role(e) }

// element returns the element that r stands for, or None.
func (r role) element() Element {
	if r < roleElement {
		return None
	}
	return Element(r - roleElement)
}

// labels are the phrases that stand beside a value. A phrase is matched word
// by word without regard to case, accents and punctuation; of several that
// match, the longest counts. Heads of columns are read by the same table.
var labels = []struct {
	role    role
	phrases string // separated by "|"
}{
	{elementRole(AccountNumber), `account|account number|account no|account num|account nbr|account id|acct|acct number|acct no|acct num|acct nbr|acct id|acc no|a c|a c no|a c number|ban|billing account|billing account number|billing account no
		|customer account|customer account number|customer account no|wireless account|wireless account number|service account number|subscriber account|subscriber account number|subscriber number|subscriber no|account code|cta|cta no|num cta|no cta|customer number|customer no|cust no|cust number
		|numero de cuenta|no de cuenta|nro de cuenta|num de cuenta|n de cuenta|cuenta|cuenta numero|cuenta no|cuenta de cliente|numero de cliente|no de cliente`},
	{elementRole(Phone), `phone|phone number|phone no|phone num|phones|telephone|telephone number|telephone no|tel|tel no|ph|mobile|mobile number|mobile no|mobile phone|cell|cell phone|cell number|cell no|cellphone|cellular|cellular number|msisdn|mdn|ctn|mtn|tn|cb|cbr|can be reached|reached at|best contact
		|contact number|contact no|contact phone|callback|callback number|call back number|call back|call back at|callback at|call me at|call me on|call him at|call her at|call them at|call us at|reach me at|reach me on|reach him at|reach her at|reach them at|reachable at|reached at|call at|call on|call|text me at|dial|ring
		|line|line number|wireless number|wireless phone|service number|subscriber line|home phone|work phone|day phone|daytime phone|evening phone|business phone|office phone|best number|number to call|number on file|fax|fax number|fax no|whatsapp|phone line|primary phone|alternate phone|sms
		|telefono|numero de telefono|no de telefono|telefono movil|telefono celular|movil|celular|numero de celular|numero celular|numero movil|cel|linea|numero de linea|llamar al|llame al|llamenos al|numero de contacto|telefono de contacto`},
	{elementRole(Email), `email|email addr|e mail addr|mail|eml|em|email on file|e mail|email address|e mail address|mail address|electronic mail|correo|correo electronico|direccion de correo|email id`},
	{elementRole(PIN), `pin|pin code|pin number|pin no|account pin|account passcode|passcode|pass code|acct pin|security pin|security passcode|customer pin|access pin|transfer pin|port out pin|porting pin|number transfer pin|account security code|verbal passcode|verbal password|voicemail pin|sim pin
		|nip|numero de identificacion personal|codigo pin|clave|clave de acceso|codigo de acceso|pin de la cuenta|pin de seguridad|codigo de seguridad de la cuenta`},
	{elementRole(SSN), `ssn|ssn no|ssn number|social security|social security number|social security no|social security num|soc sec|soc sec no|social|social number|ss|ss no|ss number|s s n|taxpayer ssn|seguro social|numero de seguro social|no de seguro social|nss`},
	{elementRole(ITIN), `itin|individual taxpayer identification number|individual taxpayer id`},
	{elementRole(EIN), `ein|fein|employer id|employer identification number|federal tax id|federal id|tax id number|tax id no|tax id`},
	{elementRole(DateOfBirth), `dob|d o b|date of birth|birth date|birthdate|birthday|birth day|bday|b day|bd|birth|birth dt|dt of birth|born|born on|fecha de nacimiento|fecha nacimiento|fec nac|nacido|nacida|nacimiento|nacido el|nacida el`},
	{elementRole(BillingZIP), `billing zip|billing zip code|billing zipcode|billing postal code|zip on file|zip code on file|zip on the account|zip code on the account|zip code on the bill|billing address zip|bill zip|bzip|b zip|billing z|codigo postal de facturacion`},
	{roleZIP, `zip|zip code|zipcode|zip 5|zip 4|postal code|postcode|post code|codigo postal|cp|c p|mailing zip|service zip`},
	{elementRole(PaymentCard), `card|card number|card no|card num|credit card|credit card number|credit card no|debit card|debit card number|cc|cc number|cc no|cc num|card on file|payment card|payment card number|visa|mastercard|master card|amex|american express|discover|pan
		|tarjeta|numero de tarjeta|no de tarjeta|tarjeta de credito|tarjeta de debito|numero de tarjeta de credito|card used|bank card`},
	{roleCardOther, `exp|exp date|expiry|expires|expiry date|expiration|expiration date|cvv|cvc|cvv2|security code|vencimiento|valid thru|good thru`},
	{elementRole(IMEI), `imei|imei number|imei no|device id|device imei|handset id|handset imei|equipment id|device serial|device number|esn|meid`},
	{elementRole(ICCID), `iccid|icc id|sim|sim card|sim number|sim no|sim id|sim card number|sim serial|sim serial number`},
	{elementRole(IMSI), `imsi|imsi number|subscriber identity`},
	{elementRole(RoutingNumber), `routing|routing number|routing no|aba|aba number|aba routing number|aba no|transit number|routing transit number|rtn`},
	{elementRole(BankAccount), `bank account|bank account number|bank account no|bank acct|bank acct no|checking account|checking account number|savings account|savings account number|checking acct|savings acct|deposit account|cuenta bancaria|cuenta de banco|numero de cuenta bancaria|dda`},
	{elementRole(IBAN), `iban|iban number|iban no`},
	{elementRole(DriversLicense), `driver license|drivers license|driver s license|drivers license number|driver license number|driver license no|drivers license no|dl|dl no|dl number|license number|licence number|driving licence|driving license|licencia de conducir|licencia de manejo|licencia`},
	{elementRole(Passport), `passport|passport number|passport no|passport num|pasaporte|numero de pasaporte|no de pasaporte`},
	{elementRole(Username), `username|user name|userid|user id|login|login id|login name|logon|usuario|nombre de usuario|online id`},
	{elementRole(Password), `password|passwd|pwd|pass word|temporary password|temp password|contrasena`},
	{elementRole(SecurityAnswer), `security answer|secret answer|answer to security question|security question answer|mother s maiden name|mothers maiden name|maiden name|respuesta secreta|respuesta de seguridad`},
	{elementRole(HealthID), `member id|medicare|medicare number|medicare no|medicaid|medicaid number|health insurance number|health plan id|insurance id|mbi|mrn|medical record|medical record number|patient id|policy holder id`},
	{elementRole(Billing), `balance|bal|o s bal|os bal|acct bal|bal due|bal fwd|curr bal|amt|amt due|amt owed|tot due|tot amt|pd amt|pmt|pymt|inv amt|inv total|disputed amount|amount disputed|dispute of|charge of|disputes charges in the amount of|in the amount of|balance of|current balance|account balance|balance due|balance on|outstanding|outstanding balance|amount|amount due|amount of|amount owed|amount owing|amounts due|total due|total amount|total amount due|total owed|past due|past due balance|past due amount|due|owes|owed|owe|owing|arrears
		|payment|payment of|payment due|payments|paid|pay|invoice total|invoice of|invoice|invoice amount|bill|bill of|bill for|bill total|billed|billed for|bill amount|charge|charges|charged|charges of|current charges|new charges|monthly charges|monthly bill|last bill|latest bill|statement|statement balance|refund|refund of|refunded|credit of|credited|debt|debit of|late fee|autopay|total bill|remaining balance|unpaid|minimum due|total
		|saldo|saldo de|saldo pendiente|importe|importe de|monto|monto de|adeudo|adeuda|debe|deuda|cargo|cargos|cargo de|pago|pago de|pagos|factura|factura de|cobro|cobro de|cobraron|cobran|cobrado|cobra|facturaron|facturado|paga|pague|total a pagar|reembolso`},
	{elementRole(RatePlan), `plan|rate plan|rateplan|service plan|current plan|calling plan|wireless plan|plan name|price plan|tariff|tariff plan|rate|rate pln|rt pln|pln|rp|plan de tarifa|tarifa|plan tarifario|plan contratado|plan actual|plan de servicio|subscription|package|plan type|plan description`},
	{elementRole(PlanFeature), `feature|features|add on|add ons|addon|addons|plan feature|plan features|options|extras|feat|feats|services|service features|soc|socs|funciones|servicios|servicios adicionales|complementos|caracteristicas|optional services`},
	{elementRole(AccountType), `account type|acct type|type of account|billing type|customer type|line type|payment type|tipo de cuenta|contract type|service type|type`},
	{elementRole(Name), `name|names|full name|customer name|subscriber name|client name|account name|name on account|account holder|account holder name|account owner|cardholder|cardholder name|card holder|name on card|caller name|contact name|nm|nm on acct|cust nm|cust name|cust|lead|prospect|walk in|employee name|employee|customer|subscriber|client|caller|contact|contact person|holder|attn|attention|bill to|ship to|sold to|user|line user|authorized user|recipient|payee|payer
		|nombre|nombre completo|nombre del cliente|nombre y apellido|nombre y apellidos|cliente|clienta|titular|titular de la cuenta|abonado|abonada|suscriptor|empleado|contacto|staff member|person|passenger|patient|resident|tenant|applicant|signed|agent name|rep name|sales rep|customer of record|account holder of record|subscriber of record|who am i speaking with|whom am i speaking with|who am i speaking to|whom am i speaking to|who am i talking to|whom am i talking to|whom do i have the pleasure|con quien hablo|con quien tengo el gusto|a nombre de`},
	{roleGiven, `first|first name|given|given name|firstname|forename|fname|f name|christian name|primer nombre|nombres|nombre de pila|first nm|name first|givenname`},
	{roleMiddle, `middle|middle name|middle initial|mi|m i|segundo nombre|middlename|mname`},
	{roleFamily, `last|last name|surname|family name|lastname|lname|l name|apellido|apellidos|primer apellido|last nm|name last|familyname`},
	{elementRole(PostalAddress), `address|full address|home address|mailing address|service address|billing address|street address|postal address|residential address|shipping address|address on file|mail address line|residence|residence address|direccion|direccion de servicio|direccion de facturacion|direccion postal|domicilio|customer address|address 1|address line 1|address1|addr|addr 1|addr1|street 1|address line|direccion 1`},
	{roleStreet, `street|street name|st address|calle|house number and street|street line|street line 1`},
	{roleUnit, `unit|apt|apartment|suite|address 2|address line 2|address2|addr 2|addr2|unit number|apt number|apt no|street 2|street line 2|direccion 2|piso|apartamento|departamento`},
	{roleCity, `city|town|city name|municipality|ciudad|localidad|municipio|city town|poblacion`},
	{roleState, `state|province|st|state code|state prov|estado|provincia|region`},
	{elementRole(CallDetail), `call detail|call details|call detail record|call record|call records|cdr|calls made|called number|calling number|number called|number dialed|call history`},
	{elementRole(IPAddress), `ip|ip address|ip addr|client ip|source ip|login ip|direccion ip`},
	{roleExtension, `ext|extension|extn|x|extension number|anexo|interno`},
	{roleCustomerID, `customer id|cust id|client id|employee id|emp id|employee number|emp no|staff id|person id|record id|row id|id|ids`},
	{roleNeutral, `line no|row|no|seq|number`},
	{roleNeutral, `on the account|on your account|on this account|on their account|on his account|on her account|on my account|on that account|on account|of the account|of your account|of this account|for the account|for your account|for this account|for their account|for his account|for her account|to the account|to your account|under the account|with the account|in the account|from the account|from your account
		|on the phone|on the line|on your line|on the card|on the bill|on your bill|on the plan|by phone|by email|over the phone|by mail|via email|la cuenta a nombre|in the case file|in the file|on the case|case file|en la cuenta|de la cuenta|de su cuenta|en su cuenta|del plan|name of the plan|plan to|plan on|plans to|services team|services department|billing question|billing team|billing department|account review|account manager|account team|customer care|customer service|customer support|customer issue|customers may call|client services|card services|payment reminder|bill reminder|business card|sim swap|account executive|user guide|name change`},
	{roleOther, `order|order number|order no|order id|order num|orders|ticket|ticket number|ticket no|ticket id|tkt|case|case number|case no|case id|tracking|tracking number|tracking no|tracking id|shipment|shipment number|waybill|airway bill|reference|reference number|reference no|reference id|ref|ref no|ref number|ref id
		|po|p o number|po number|purchase order|part|part no|part number|sku|serial|serial number|serial no|s n|confirmation|confirmation number|confirmation no|confirmation code|conf|conf no|incident|incident number|inc|work order|work order number|job|job number|job id|batch|batch number|version|build|release|epoch|epoch ms|timestamp|error|error code|code|verification code|one time code|otp|auth code|promo code|coupon|room|flight|item|item number|item no|model|model number|asset|asset tag|asset number|claim|claim number|quote|quote number|policy|policy number|check number|cheque number|vin|isbn|issn|session|session id|transaction|transaction id|transaction number|trace|trace number|port|process|pid|request|request id|request number|invoice number|invoice no|invoice id|receipt|receipt number|contract number|meeting id|meeting|mtg|mtg id|bridge mtg|conf id|webex|zoom|conference id|webinar id|access code|participant code|bridge|dial in code|bug|issue|change|chg|prb|req|rma|lot|lot number|license plate|permit|docket|form|sample|specimen|test card|test number|example|template|dummy|sequence|message id|thread|guid|uuid|hash|checksum|uptime|checksum|bytes|lines|rows|records|miles|km|units|pieces|store|store number|store id|dealer code|location id|site id|cell site|tower|switch|circuit|circuit id|node|device name|mac|mac address|vendor number|vendor no|supplier number|gl account|cost center|extension list
		|pedido|numero de pedido|orden|numero de orden|referencia|numero de referencia|rastreo|numero de rastreo|guia|numero de guia|folio|caso|numero de caso|boleto|ticket de soporte|numero de serie|serie|numero de factura|no de factura`},
}

// maxLabel is the number of words of the longest label.
const maxLabel = 5

// labelTable maps the joined hash of a label's words to its role.
type labelTable map[uint64]role

func newLabelTable(lex *lexicon) labelTable {
	t := labelTable{}
	for _, l := range labels {
		for _, p := range strings.Split(l.phrases, "|") {
			words := strings.Fields(p)
			t.add(lex, words, l.role)
			if last := words[len(words)-1]; len(last) > 2 && last[len(last)-1] != 's' && l.role != roleNeutral {
				words[len(words)-1] += "s"
				t.add(lex, words, l.role)
			}
		}
	}
	return t
}

// add adds a phrase unless it stands in the table; the first meaning counts.
func (t labelTable) add(lex *lexicon, words []string, r role) {
	lex.add(hashWord(words[0]), labelStart)
	if k := phraseKey(words); t[k] == roleNone {
		t[k] = r
	}
}

func phraseKey(words []string) uint64 {
	h := uint64(hashSeed)
	for _, w := range words {
		h = joinHash(h, hashWord(w))
	}
	return h
}

// joinHash adds a word to the hash of a phrase.
func joinHash(h, word uint64) uint64 { return (h ^ word) * hashPrime }

// A mark is a label where it stands in a text.
type mark struct {
	role       role
	from, to   int32 // tokens, to exclusive
	start, end int32 // bytes
	line       int32
}

// findMarks finds the labels among the tokens of text.
func (w *work) findMarks(text string) {
	w.marks = w.marks[:0]
	for i := 0; i < len(w.toks); i++ {
		t := &w.toks[i]
		if t.flags&labelStart == 0 || t.kind == number {
			continue
		}
		r, n := w.labelAt(text, i)
		if r == roleNone {
			continue
		}
		if r == roleNeutral {
			r = w.lastRole(text, i, n)
		}
		last := &w.toks[i+n-1]
		w.marks = append(w.marks, use{mark: mark{role: r, from: int32(i), to: int32(i + n), start: t.start, end: last.end, line: last.line}})
		i += n - 1
	}
}

// lastRole returns the role of the last word of the phrase of n words at token i
// if a value follows it: "on account 40718826". Else the phrase stays neutral.
func (w *work) lastRole(text string, i, n int) role {
	end := w.toks[i+n-1].end
	if i+n >= len(w.toks) {
		return roleNeutral
	}
	next := &w.toks[i+n]
	follows := next.kind == number && labelGap(text[end:next.start]) || next.flags&fillerWord != 0 && endingWords[next.hash]
	if r := w.labels[joinHash(hashSeed, w.toks[i+n-1].hash)]; follows && r.element() != None {
		return r
	}
	return roleNeutral
}

// labelAt returns the longest label that begins at token i, and its number of tokens.
func (w *work) labelAt(text string, i int) (role, int) {
	found, n := roleNone, 0
	h := uint64(hashSeed)
	for j := i; j < len(w.toks) && j < i+maxLabel; j++ {
		t := &w.toks[j]
		if t.kind == number && !t.glued || j > i && !labelGap(text[w.toks[j-1].end:t.start]) {
			break
		}
		if t.kind == number {
			h = joinHash(h, hashWord(text[t.start:t.end]))
		} else {
			h = joinHash(h, t.hash)
		}
		if r := w.labels[h]; r != roleNone {
			found, n = r, j-i+1
		}
	}
	return found, n
}

// labelGap reports whether two words of a label may be g apart.
func labelGap(g string) bool {
	if len(g) > 3 {
		return false
	}
	for i := 0; i < len(g); i++ {
		switch g[i] {
		case ' ', '.', '-', '_', '/', '\'', '#', '(':
		default:
			return false
		}
	}
	return true
}
