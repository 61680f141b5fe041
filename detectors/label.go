package detectors

import (
	"maps"
	"slices"
	"strings"
)

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
	roleFamily2 // a second surname
	roleStreet
	roleHouse // the number of a house, where it has a column of its own
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

// named returns the elements that a value behind a label of role r may be.
func (r role) named() set {
	switch e := r.element(); {
	case r == roleZIP:
		return 1 << BillingZIP
	case e == AccountNumber:
		return 1<<AccountNumber | 1<<BankAccount
	case e != None:
		return 1 << e
	}
	return 0
}

// A label is a role with its spellings.
type label struct {
	role    role
	phrases string // separated by "|"
}

// labels are the phrases that stand beside a value. A phrase is matched word
// by word without regard to case, accents and punctuation; of several that
// match, the longest counts. Heads of columns are read by the same table.
var labels = []label{
	{elementRole(AccountNumber), `account|account number|account no|account num|account nbr|account id|acct|acct number|acct no|acct num|acct nbr|acct id|acc no|a c|a c no|a c number|ban|billing account|billing account number|billing account no
		|customer account|customer account number|customer account no|wireless account|wireless account number|service account number|subscriber account|subscriber account number|subscriber number|subscriber no|account code|cta|cta no|num cta|no cta|customer number|customer no|cust no|cust number
		|numero de cuenta|no de cuenta|nro de cuenta|num de cuenta|n de cuenta|cuenta|cuenta numero|cuenta no|cuenta de cliente|numero de cliente|no de cliente`},
	{elementRole(Phone), `phone|phone number|phone no|phone num|phones|telephone|telephone number|telephone no|tel|tel no|ph|mobile|mobile number|mobile no|mobile phone|cell|cell phone|cell number|cell no|cellphone|cellular|cellular number|msisdn|mdn|ctn|mtn|tn|cb|cbr|can be reached|reached at|best contact
		|contact number|contact no|contact phone|callback|callback number|call back number|call back|call back at|callback at|call me at|call me on|call him at|call her at|call them at|call us at|reach me at|reach me on|reach him at|reach her at|reach them at|reachable at|reached at|call at|call on|call|text me at|answering at|answering on|answer at|answers at|answer on|pick up at|phone me at|phone me on|phone us at|ring me at|ring me on|dial|ring
		|line|line number|wireless number|wireless phone|service number|subscriber line|home phone|work phone|day phone|daytime phone|evening phone|business phone|office phone|best number|number to call|number on file|fax|fax number|fax no|whatsapp|phone line|primary phone|alternate phone|sms
		|telefono|numero de telefono|no de telefono|telefono movil|telefono celular|movil|celular|numero de celular|numero celular|numero movil|cel|linea|numero de linea|llamar al|llame al|llamenos al|numero de contacto|telefono de contacto
		|telefon|rufnummer|telefonnummer|fernsprecher|handy|mobilnummer|mobiltelefon|telephone portable|telecopie|cellulare|numero di telefono|telemovel|telefone|тел|телефон|факс|电话|電話|电话号码|電話號碼|電話番号|联系电话|聯絡電話|連絡電話|移动电话|移動電話|行動電話|固定电话|市話|手机|手機|手机号|手机号码|手機號碼|携帯|携帯電話|携帯番号|传真|傳真|전화|전화번호|휴대폰|휴대전화|핸드폰|연락처|팩스`},
	{elementRole(Email), `email|email addr|e mail addr|mail|eml|em|email on file|e mail|email address|e mail address|mail address|electronic mail|correo|correo electronico|direccion de correo|email id`},
	{elementRole(PIN), `pin|pin code|pin number|pin no|account pin|account passcode|passcode|pass code|acct pin|security pin|security passcode|customer pin|access pin|transfer pin|port out pin|porting pin|number transfer pin|account security code|verbal passcode|verbal password|voicemail pin|sim pin
		|nip|numero de identificacion personal|codigo pin|clave|clave de acceso|codigo de acceso|pin de la cuenta|pin de seguridad|codigo de seguridad de la cuenta`},
	{roleOther, `call date|call time|call duration|call length|call type|call id|call start|call end|call center|call centre|call volume|calls per day|meeting id|meeting number|meeting passcode|meeting password|webinar id|webinar passcode|zoom id|zoom passcode|zoom meeting id|webex id|webex passcode|conference id|conference code|conference passcode|conference pin|participant code|participant passcode|dial in code|dial in passcode|dial in pin|bridge code|bridge passcode|host pin|host code|host key|access code for the meeting`},
	{roleNeutral, `face amount|face value|social media|social worker|social event|social events|social club|social network|social networks|social hour|account executive|account manager|account team|phone call|phone calls|phone bill|phone bills|phone book|phone store|phone case|line item|line items|line of business|card game|card reader`},
	{elementRole(SSN), `ssn|ssn no|ssn number|social security|social security number|social security no|social security num|soc sec|soc sec no|social|social number|ss|ss no|ss number|s s n|taxpayer ssn|seguro social|numero de seguro social|no de seguro social|nss`},
	{elementRole(ITIN), `itin|individual taxpayer identification number|individual taxpayer id`},
	{elementRole(EIN), `ein|fein|employer id|employer identification number|federal tax id|federal id|tax id number|tax id no|tax id`},
	{elementRole(DateOfBirth), `dob|d o b|date of birth|birth date|birthdate|birthday|birth day|bday|b day|bd|birth|birth dt|dt of birth|born|born on|fecha de nacimiento|fecha nacimiento|fecha de nac|fecha nac|fec nac|f nac|nacido|nacida|nacimiento|nacido el|nacida el`},
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
	{elementRole(DriversLicense), `driver license|drivers license|driver s license|driver s license number|driver s license no|driver s license num|driver s licence|driver s licence number|driver s licence no|drivers licence|drivers licence number|driver licence|driver licence number|driving licence number|driving license number|driver s lic|driver s lic no|drivers license number|driver license number|driver license no|drivers license no|dl|dl no|dl number|license number|licence number|driving licence|driving license|licencia de conducir|licencia de manejo|licencia`},
	{elementRole(Passport), `passport|travel document|travel document number|travel document no|passport number|passport no|passport num|pasaporte|numero de pasaporte|no de pasaporte`},
	{elementRole(Username), `username|user name|userid|user id|login|login id|login name|logon|usuario|nombre de usuario|online id`},
	{elementRole(Password), `password|passwd|pwd|pw|pass word|temporary password|temp password|contrasena`},
	{elementRole(SecurityAnswer), `security answer|answer|respuesta|secret answer|answer to security question|security question answer|mother s maiden name|mothers maiden name|maiden name|respuesta secreta|respuesta de seguridad`},
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
	{elementRole(PostalAddress), `address|full address|home address|mailing address|service address|billing address|street address|postal address|residential address|shipping address|address on file|mail address line|residence|residence address|direccion|direccion de servicio|direccion de facturacion|direccion postal|domicilio|customer address|add|地址|住所|adresse|anschrift|indirizzo|endereco|адрес|address 1|address line 1|address1|addr|addr 1|addr1|street 1|address line|direccion 1`},
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

// heads are spellings of the heads of columns that in prose would say too
// little. They count before labels.
var heads = []label{
	{elementRole(SSN), `ssn last 4|last 4 ssn|last 4 of ssn|ssn last four|last four ssn|last four of ssn|social last 4|last 4 social|last 4 of social|social last four|last four social|last four of social|ss last 4|last 4 ss|last 4 of ss|ss last four|last four ss|last four of ss|ssn 4|ssn4`},
	{elementRole(PaymentCard), `card last 4|last 4 card|last 4 of card|card last four|last four card|last four of card|cc last 4|last 4 cc|last 4 of cc|cc last four|last four cc|last four of cc|credit card last 4|last 4 credit card|last 4 of credit card|credit card last four|last four credit card|last four of credit card|card ending`},
	{elementRole(AccountNumber), `account last 4|last 4 account|last 4 of account|account last four|last four account|last four of account|acct last 4|last 4 acct|last 4 of acct|acct last four|last four acct|last four of acct`},
	{elementRole(Phone), `phone last 4|last 4 phone|last 4 of phone|phone last four|last four phone|last four of phone|ctn last 4|last 4 ctn|last 4 of ctn|ctn last four|last four ctn|last four of ctn`},
	{roleOther, `last 4|last four|last 4 digits|last four digits`},
	{elementRole(AccountNumber), `acct nmbr|acct nr|account nr|act no|act number|acctno|acctnum|acctnbr|acctid|accountno|accountnum|accountnbr|accountnumber|accountid|acct numb|account numb|acc number|acc num|acc nbr|accnt|accnt no|accnt number|accnt num|customer acct|cust acct|cust acct no|cust account|billing acct|billing acct no|bill acct|bill acct no|billing ban|master account|parent account|account key
		|cust num|cust nbr|customer num|customer nbr|customer acct no|subscriber acct|wireless acct|sub acct|numero cuenta|num cuenta|nro cuenta|no cuenta|nro de cta|num de cta|nro cta|cta nro|cta num|cuenta nro|cuenta num|numero de la cuenta|cuenta cliente|numero cliente|nro cliente|nro de cliente|num cliente`},
	{elementRole(Phone), `phone nbr|phone nr|phone nmbr|phoneno|phonenum|phonenbr|phonenumber|phn|phn no|phn num|phn nbr|ph no|ph num|ph nbr|ph number|fone|tele|tele no|tel number|tel num|tel nbr|telno|teleph|mob|mob no|mob num|mob nbr|mob number|mob phone|mobile num|mobile nbr|mobile ph|mobileno|mobilephone|cell ph|cell num|cell nbr|cellno|cellnumber|home ph|home no|home number|home tel|work ph|work tel|work number|bus phone|bus ph|day ph|eve phone|eve ph|evening ph|night phone|alt phone|alt ph|alt number|alt contact number|other phone|second phone|phone primary|phone secondary|phone mobile|phone home|phone work
		|ctn no|ctn number|mdn no|mdn number|mtn no|mtn number|tn no|wtn|btn|can be reached at|callback no|cb no|cbr no|cb number|wireless no|wireless num|wireless nbr|subscriber phone|sub phone|customer phone|cust phone|cust ph|contact ph|contact num|contact nbr|contact tel|contact telephone|line phone number|service line|ported number|port number|dialable number|text number|sms number|fax nbr|fax num
		|numero telefonico|numero telefono|num telefono|num tel|no tel|nro tel|nro telefono|nro de telefono|num de telefono|telefono fijo|telefono casa|telefono particular|telefono trabajo|telefono oficina|telefono principal|telefono alterno|telefono contacto|num celular|num cel|no celular|no cel|nro celular|nro de celular|tel celular|tel movil|tel casa|tel contacto|num movil|num contacto|fono|telf|tlf|tfno|tlfno`},
	{elementRole(Email), `emailaddress|emailaddr|emailid|e mail id|mail id|mail addr|email adr|e mail adr|correo e|correo elec|correo elect|corr elec|direccion electronica|direccion de correo electronico|direccion correo|mail contacto`},
	{elementRole(PIN), `acct pin no|account pin no|pin cd|pincode|pass cd|passcd|security pin no|acct passcode|sec pin|nip cuenta|nip de la cuenta|pin cuenta|pin de cuenta`},
	{elementRole(SSN), `ssn nbr|ssn num|ss num|ss nbr|soc sec nbr|soc sec num|soc sec number|social sec|social sec no|social sec num|social sec nbr|social sec number|soc security|soc security no|socsec|socialsecurity|socialsecuritynumber|taxpayer id ssn|num seguro social|nro seguro social|nro de seguro social|no seguro social|num de seguro social|no seg soc|num seg soc|seg social|seg soc`},
	{elementRole(DateOfBirth), `birth dte|bth dt|brth dt|brthdt|dt birth|dateofbirth|birthdt|dob dt|dob date|date birth|yr of birth date|customer dob|cust dob|fecha de nac|fecha nac|fec de nac|fec nacimiento|fec de nacimiento|f nac|f de nac|f nacimiento|fch nac|fch nacimiento|fecnac|fechanacimiento|cumpleanos`},
	{elementRole(BillingZIP), `bill zip cd|billing zip cd|bill zip code|bill postal code|billzip|billingzip|bill to zip|billing post code|cp facturacion|cp de facturacion|cod postal facturacion`},
	{roleZIP, `zip cd|zipcd|zip4|zip5|zip plus 4|zip postal code|zip postal|postal|postal cd|postalcode|post cd|postal zip|zip code 4|mail zip|svc zip|home zip|addr zip|cod postal|codigo post|cod post|c postal|codpostal`},
	{elementRole(PaymentCard), `card nbr|card nmbr|cardno|cardnum|cardnumber|cc nbr|ccnum|ccno|cc acct|cred card|cred card no|cr card|cr card no|credit card nbr|credit card num|cc num on file|pymt card|pmt card|pan number|num tarjeta|nro tarjeta|nro de tarjeta|no tarjeta|num de tarjeta|tarj|tarj cred|tarjeta credito|tarjeta debito`},
	{roleCardOther, `exp dt|exp mo yr|exp mm yy|exp month|exp year|card exp|card exp date|card expiry|cvv code|cvv no|cvv number|cvn|cid code|sec code|fecha de vencimiento|fecha vencimiento|venc|fec venc|expires on|expiration dt|contract end|card type`},
	{elementRole(IMEI), `imei nbr|imei num|imei esn|esn imei|esn no|esn number|esn meid|meid no|meid number|esn hex|esn dec|device imei no|handset imei no|equip id|equip imei|phone imei|imei1|imei2|imei 1|imei 2|num imei|no imei|nro imei|numero imei|imei del equipo`},
	{elementRole(ICCID), `iccid no|iccid number|iccid nbr|icc|icc no|icc number|sim nbr|sim num|simno|simnumber|sim iccid|sim icc|sim card no|sim card nbr|sim card id|usim|uicc|uicc id|esim|esim id|esim iccid|num sim|no sim|nro sim|numero de sim|num de sim|chip|numero de chip`},
	{elementRole(IMSI), `imsi nbr|imsi num|num imsi|no imsi`},
	{elementRole(RoutingNumber), `routing nbr|routing num|rtg no|rtg nbr|rtg number|aba rtn|aba nbr|aba num|bank routing|bank routing no|bank routing number|bank aba|rtng no|rt no`},
	{elementRole(BankAccount), `bank acct number|bank acct nbr|bank acct num|bank account nbr|bank acc|bank acc no|bank a c|bank a c no|chk acct|chk acct no|checking acct no|savings acct no|ach account|ach acct|dda no|dda number|direct deposit account|cta bancaria|num cuenta bancaria|nro cuenta bancaria|no cuenta bancaria|clabe`},
	{elementRole(DriversLicense), `driver lic|drivers lic|driver lic no|drivers lic no|drv lic|drv lic no|drvr lic|dr lic|dr lic no|driver license nbr|drivers license nbr|driver license num|drivers license num|dl nbr|dl num|dlno|dl id|lic no driver|operator license|dl state id|state id no|num licencia|no licencia|nro licencia|no de licencia|num de licencia|numero de licencia|licencia de conductor`},
	{elementRole(Passport), `passport nbr|pp no|passportno|passport id|num pasaporte|nro pasaporte|nro de pasaporte|no pasaporte`},
	{elementRole(Username), `user nm|usr|usr nm|usrname|usr id|user login|web login|web user|web user id|online user|online user id|online username|portal login|portal user|account login|login user|net id|nombre usuario|id de usuario|id usuario`},
	{elementRole(Password), `passwrd|psswd|pswd|psw|web password|web pwd|online password|portal password|login password|account password|acct password|user password|clave web|contrasena web|init password|initial password`},
	{elementRole(SecurityAnswer), `sec answer|sec ans|security ans|secret ans|security q answer|sq answer|resp secreta|resp seguridad|challenge answer|mmn|mothers maiden|mother maiden|mother s maiden`},
	{elementRole(Billing), `bal amt|balance amt|balance amount|bal owed|bal owing|bal outstanding|balance owed|balance owing|outstanding amt|outst bal|os amt|curr balance|curr chg|curr chgs|current chgs|current bal|acct balance|account bal|ending balance|closing balance|opening balance|past due amt|past due bal|pst due|pastdue|amtdue|amountdue|amt past due|amt outstanding|amount outstanding|amount past due|amount to pay|amt to pay|total bal|total balance|tot bal|total amt|total amt due|tot amt due|tot owed|due amt|due amount|owed amt|open balance|open bal|invoice amt|inv amount|bill amt|billed amt|billed amount|last payment|last pmt|last pymt|last payment amt|last payment amount|last pmt amt|pmt amt|pymt amt|payment amt|payment amount|paid amt|paid amount|amt paid|amount paid|chg amt|charge amt|charge amount|chgs|mrc|monthly amt|monthly rate amt|monthly chg|mo chg|write off|write off amt|write off amount|chargeoff|credit amt|credit amount|refund amt|refund amount|adj amt|adjustment|adjustment amt|adjustment amount|deposit|deposit amt|deposit amount|late fees|fees|etf|disputed amt|dispute amt|dispute amount|0 30|31 60|61 90|over 90|90 plus
		|saldo actual|saldo vencido|saldo total|saldo deudor|saldo anterior|monto adeudado|monto vencido|monto total|monto pendiente|monto a pagar|importe adeudado|importe vencido|importe total|importe pendiente|imp total|total adeudado|total factura|total vencido|total deuda|adeudo total|ultimo pago|cargo mensual|renta mensual|mensualidad|pago mensual`},
	{elementRole(RatePlan), `rate plan cd|rate plan code|rate plan name|rate plan desc|rate plan description|rateplan name|rateplancd|plan cd|plan code|plan nm|plan desc|svc plan|svc pln|serv plan|srv plan|service pln|calling pln|price pln|pp cd|price plan cd|tariff name|plan tarif|plan de renta|plan de datos|nombre del plan|nombre de plan|plan svc|curr plan|data plan|voice plan|wireless pln|rate cd|rateplan cd|subscription plan|nombre plan`},
	{elementRole(PlanFeature), `feature cd|feature code|feature name|feature desc|featr|feat cd|soc cd|soc code|soc name|svc feature|svc features|feature list|features list|active features|plan extras|svcs|add on features|vas|addl features|additional features|additional services|caracteristica|caracteristicas del plan|servicio adicional|serv adicionales|extras del plan`},
	{elementRole(AccountType), `acct typ|account typ|acct typ cd|acct type cd|account type cd|acct type code|account type code|accttype|accounttype|actype|cust type|cust typ|bill type|billing typ|line typ|svc type|pre post|prepaid postpaid|pre postpaid|pymt type|tipo cuenta|tipo cta|tipo de cta|tipo de cliente|tipo cliente|tipo de linea|tipo linea|modalidad|tipo de pago|pospago prepago|prepago pospago`},
	{elementRole(Name), `fullname|full nm|name on acct|nm on account|customername|custname|custnm|customer nm|subscriber nm|subscribername|sub name|sub nm|subs name|subscr name|client nm|clientname|acct name|acct nm|account nm|accountname|acct holder|acct holder name|acct owner|acct owner name|account owner name|name of customer|name of account holder|name of subscriber|primary name|primary account holder|pah|line holder|line user name|end user|end user name|user full name|billing name|bill name|bill to name|ship to name|mailing name|service name|contact nm|contact full name|primary contact|member name|member|insured name|patient name|guarantor|responsible party|payer name|payee name|owner name|display name|displayname|legal name|printed name|customer full name|cust full name|subscriber full name|last name first name|last first|last first mi|last first name|name last first|first last|first last name|first and last name|first name last name|first name and last name|emergency contact|spouse|spouse name|authorized user name|co applicant|secondary name|nickname
		|nombre cliente|nombre titular|nombre del titular|nombre abonado|nombre del abonado|nombre del suscriptor|nombre suscriptor|nombre contacto|nombre de contacto|nombre del contacto|nombre empleado|nombre del empleado|nombre y apell|nombre apellido|nombre apellidos|apellidos y nombre|apellidos y nombres|apellido y nombre|apellidos nombre|nombres y apellidos|nom cliente|nom completo|nombre comp|razon social nombre|usuario final|titular cuenta|suscriptora|clientes`},
	{roleGiven, `frst|frst name|frst nm|fst name|fst nm|frstname|first n|1 st name|1 st nm|given nm|given names|forenames|cust first name|cust first nm|customer first|customer first name|customer first nm|subscriber first name|contact first name|acct first name|billing first name|preferred name|preferred first name|name given|nom|nomb|primer nom|nombre propio|pri nombre`},
	{roleMiddle, `mid|mid name|mid nm|mid init|mid initial|middle nm|middle init|middle int|mname|minit|m init|second given name|2 do nombre|segundo nom|seg nombre|inicial|inicial segundo nombre`},
	{roleFamily, `lst name|lst nm|last n|lastnm|surnm|sur name|family nm|familyname|cust last name|cust last nm|customer last|customer last name|customer last nm|subscriber last name|contact last name|acct last name|billing last name|name family|name surname|apell|apell paterno|apellido paterno|ap paterno|a paterno|paterno|primer apell|pri apellido|1 er apellido|apellido 1`},
	{roleFamily2, `segundo apellido|segundo apell|apellido materno|apell materno|ap materno|a materno|materno|2 do apellido|seg apellido|apellido 2|second last name|second surname|second family name|maternal surname|maternal last name|last name 2|surname 2`},
	{elementRole(PostalAddress), `addr line 1|addr line|addrline 1|address ln 1|address ln|addr ln 1|add 1|adr|adr 1|adrs|adress|adress 1|mail addr|mail address|mail addr 1|mailing addr|mailing addr 1|mailing address 1|mailing address line 1|mailing street|bill addr|bill addr 1|bill address|billing addr|billing addr 1|billing address 1|billing address line 1|billing street|bill to address|svc addr|svc addr 1|svc address|service addr|service address 1|service address line 1|service street|serv addr|home addr|home address 1|home street|street addr|street addr 1|street address 1|street address line 1|st addr|shipping addr|ship addr|ship to address|ship address|shipping street|residence addr|residential addr|res addr|res address|cust addr|cust address|customer addr|phys addr|physical address|physical addr|premise address|installation address|installation addr|install address|location address|po box|mailing address full|complete address|address full|property address
		|dir|dir 1|direc|direcc|direccion linea 1|direccion completa|direccion de envio|direccion envio|direccion facturacion|direccion servicio|direccion particular|direccion del cliente|direccion cliente|direccion de correspondencia|dir facturacion|dir servicio|dir de facturacion|dir de servicio|dom|domic|domicilio fiscal|domicilio particular|calle y numero|calle y no|calle y nro`},
	{roleStreet, `street nm|str|strt|str name|street no and name|street and number|street number and name|house street|nombre de calle|nombre de la calle`},
	{roleHouse, `house number|house no|house num|house nbr|house|hse no|hse num|street number|street no|street num|street nbr|str no|st no|bldg number|building number|civic number|num exterior|no exterior|no ext|num ext|numero exterior`},
	{roleUnit, `address 3|addr 3|address line 3|addr line 3|direccion 3|addr line 2|addrline 2|address ln 2|addr ln 2|add 2|adr 2|adress 2|mail addr 2|mailing addr 2|mailing address 2|mailing address line 2|bill addr 2|billing addr 2|billing address 2|billing address line 2|svc addr 2|service addr 2|service address 2|service address line 2|home address 2|street addr 2|street address 2|street address line 2|apt unit|apt suite|apt ste|apt num|apt nbr|apartment number|apartment no|unit no|unit num|unit nbr|ste|suite no|suite number|suite num|suite apt|secondary address|direccion linea 2|dir 2|depto|dpto|apto|num interior|no interior|no int|num int|numero interior|interior`},
	{roleCity, `cty|city nm|cityname|mail city|mailing city|bill city|billing city|svc city|service city|home city|addr city|res city|ciudad de residencia|nombre de ciudad|pueblo|delegacion|colonia ciudad|city municipality|post town`},
	{roleState, `state cd|statecd|state abbr|state abbrev|state abbreviation|st cd|st abbr|us state|mail state|mailing state|bill state|billing state|svc state|service state|home state|addr state|state province|state or province|st prov|prov|entidad|entidad federativa|departamento estado`},
	{elementRole(CallDetail), `called no|called num|called nbr|called party|called party number|calling party|calling party number|calling no|calling num|originating number|orig number|orig no|terminating number|term number|term no|dialed number|dialed no|dialed digits|number dialled|dialled number|a number|b number|to number|from number|a party|b party|numero marcado|numero llamado|num llamado|numero de origen|numero de destino|numero origen|numero destino`},
	{elementRole(IPAddress), `ip adr|ip4|ipv4|ipv6|ip v4|ipv4 address|ipv6 address|remote ip|user ip|dir ip|ip origen`},
	{elementRole(HealthID), `mbr id|member no|member number|member nbr|subscriber member id|medicare id|medicare nbr|medicaid id|medicaid no|health id|insurance no|insurance number|insurance member id|patient no|patient number|mrn no`},
	{elementRole(IBAN), `iban code|iban account|cuenta iban`},
	{elementRole(EIN), `fein no|ein no|ein number|employer tax id|fed tax id|fed id|fed id no`},
	{elementRole(ITIN), `itin no|itin number|taxpayer itin`},
	{roleExtension, `phone ext|phone extension|ph ext|tel ext|work ext|ext no|ext num|extno`},
	{roleCustomerID, `cust key|customer key|custid|customerid|clientid|emp num|emp nbr|emp id no|empid|employeeid|worker id|badge|badge no|badge number|party id|contact id|lead id|subscriber id|sub id|user no|uid|line id|unique id|record no|record number|rec id|rec no|recno|row number|row num|row no|s no|sl no|sr no|line number seq|consecutivo|id cliente|id de cliente|id del cliente|id empleado|id de empleado|num empleado|no empleado|numero de empleado|clave cliente|id persona|idcliente`},
	{roleOther, `invoice nbr|invoice num|inv no|inv num|inv nbr|inv number|inv id|ticket nbr|ticket num|tkt no|tkt nbr|tkt id|order nbr|ord no|ord num|ord id|case nbr|case num|ref nbr|ref num|trk no|tracking nbr|po num|po nbr|po no|sku no|sku number|upc|ean|part nbr|part num|item nbr|item num|item id|product code|product id|product no|prod id|prod cd|material number|serial nbr|serial num|confirm no|confirmation nbr|conf number|txn id|txn no|trans id|trans no|transaction no|transaction nbr|check no|check nbr|chk no|receipt no|receipt number|work order no|wo no|wo number|job num|store nbr|store num|dealer id|dealer no|dealer number|location code|location no|gl code|gl no|cost ctr|dept no|dept id|dept code|loan number|loan no|contract no|contract id|warranty no|sample no|box no|count|qty|quantity
		|nro pedido|num pedido|no pedido|nro orden|num orden|no orden|no referencia|num referencia|nro referencia|nro factura|num factura|numero factura|no guia|num guia|nro guia|no serie|num serie|nro serie|num caso|no caso|nro caso|num folio|no folio|codigo de producto|codigo producto|cod producto|clave producto|num ticket|no ticket`},
}

// wholeHeads are spellings that count only if nothing else stands in the head.
var wholeHeads = []label{
	{roleGiven, `fn|fnm|fst|frst nme`},
	{roleFamily, `ln|lnm|lst|sn|ap|apels`},
	{roleMiddle, `mn|m`},
	{roleZIP, `zp|pcode`},
	{roleState, `ste code|edo|prv`},
	{elementRole(Phone), `min|did|ph 1|ph 2|c phone|h phone|w phone|m phone|cph|hph|wph|number mobile|ctn mdn`},
	{elementRole(SSN), `tin ssn|ssn itin`},
	{elementRole(BillingZIP), `bz`},
	{roleOther, `order date|invoice date|due date|date due|bill date|billing date|payment date|date paid|last payment date|last pmt date|activation date|act date|start date|end date|service date|svc date|hire date|contract date|date of order|date of invoice|date of purchase|purchase date|order total|order amount|list price|unit price|sale price|discount|fecha de pago|fecha de corte|fecha de factura|fecha de pedido|fecha de activacion|fecha de alta`},
}

// maxLabel is the number of words of the longest label.
const maxLabel = 5

// A labelTable maps the joined hashes of the words of labels to their roles. It
// is a table with open addressing, as a wordSet is.
type labelTable struct {
	keys  wordSet
	roles []role
}

// newLabelTable makes a table of list, and notes in lex, if there is one, what
// words labels begin with. Of a phrase with several meanings the first counts.
func newLabelTable(lex *lexicon, list []label) labelTable {
	found := map[uint64]role{}
	add := func(words []string, r role) {
		if lex != nil {
			lex.add(hashWord(words[0]), labelStart)
		}
		if k := phraseKey(words); found[k] == roleNone {
			found[k] = r
		}
	}
	for _, l := range list {
		for _, p := range strings.Split(l.phrases, "|") {
			words := strings.Fields(p)
			add(words, l.role)
			if last := words[len(words)-1]; len(last) > 2 && last[len(last)-1] != 's' && l.role != roleNeutral {
				words[len(words)-1] += "s"
				add(words, l.role)
			}
		}
	}
	t := labelTable{keys: newWordSet(slices.Collect(maps.Keys(found))...)}
	t.roles = make([]role, len(t.keys))
	for i, k := range t.keys {
		t.roles[i] = found[k]
	}
	return t
}

// of returns the role of the label whose words have the joined hash h, or roleNone.
func (t *labelTable) of(h uint64) role {
	mask := uint64(len(t.keys) - 1)
	for i := h & mask; ; i = (i + 1) & mask {
		if k := t.keys[i&mask]; k == h || k == 0 {
			return t.roles[i&mask]
		}
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
	w.marks, w.marked = w.marks[:0], 0
	for i := 0; i < len(w.toks); i++ {
		t := &w.toks[i]
		if t.flags&labelStart == 0 || t.kind == number {
			continue
		}
		r, n := w.labelAt(text, i)
		if r == roleNone || inAddress(text, int(t.start)) {
			continue
		}
		if r == roleNeutral {
			r = w.lastRole(text, i, n)
		}
		w.marked |= r.named()
		last := &w.toks[i+n-1]
		w.marks = append(w.marks, use{mark: mark{role: r, from: int32(i), to: int32(i + n), start: t.start, end: last.end, line: last.line}})
		i += n - 1
	}
}

// inAddress reports whether the word at byte i stands in the domain of an e-mail
// address, where it labels nothing: "jdoe@mail.example".
func inAddress(text string, i int) bool {
	const longest = 64
	for k := i - 1; k >= 0 && k >= i-longest; k-- {
		switch c := text[k]; {
		case c == '@':
			return k > 0 && text[k-1] > ' '
		case c != '.' && c != '-' && classes[c] != lowLetter && classes[c] != capLetter && classes[c] != digit:
			return false
		}
	}
	return false
}

// lastRole returns the role of the last word of the phrase of n words at token i
// if a value follows it: "on account 40718826". Else the phrase stays neutral.
func (w *work) lastRole(text string, i, n int) role {
	end := w.toks[i+n-1].end
	if i+n >= len(w.toks) {
		return roleNeutral
	}
	next := &w.toks[i+n]
	follows := next.kind == number && labelGap(text[end:next.start]) || next.flags&fillerWord != 0 && endingWords.has(next.hash)
	if r := w.labels.of(joinHash(hashSeed, w.toks[i+n-1].hash)); follows && r.element() != None {
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
		if r := w.labels.of(h); r != roleNone {
			found, n = r, j-i+1
		}
	}
	return found, n
}

// labelGap reports whether two words of a label may be g apart.
func labelGap(g string) bool {
	if len(g) > 3 || g == "’" {
		return g == "’"
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
