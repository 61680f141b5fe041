package detectors

// brands are makers and makes of things, which begin the names of what they make: Debian Lenny.
const brands = `sony nokia samsung motorola toshiba hitachi toyota kawasaki compaq cisco oracle novell apache perl debian ubuntu mozilla netscape paypal ebay epson xerox lexmark panasonic`

// wordClasses are the closed classes of words that the detectors know.
var wordClasses = []struct {
	flag  flags
	words string
}{
	// USPS Publication 28, appendix C1: the usual names and abbreviations of street suffixes.
	{streetSuffix, `alley aly ally anex annex anx arcade arc avenue ave av aven avenu avn avnue bayou byu bayoo beach bch bend bnd bluff blf bluffs blfs bottom btm
		boulevard blvd boul boulv branch br bridge brg brook brk brooks brks burg bypass byp camp canyon cyn cape cpe causeway cswy center ctr centre circle cir circ crcl circles cirs
		cliff clf cliffs clfs club clb common cmn commons cmns corner cor corners cors course crse court ct courts cts cove cv coves cvs creek crk crescent cres crest crst crossing xing crossroad xrd
		curve curv dale dl dam dm divide dv drive dr driv drives drs estate est estates ests expressway expy exp extension extn fall falls fls ferry fry field fld fields flds
		flat flt flats flts ford frd fords forest frst forge frg fork frk forks frks fort ft freeway fwy garden gdn gardens gdns gateway gtwy glen gln glens green grn greens grns
		grove grv groves harbor hbr harbour haven hvn heights hts highway hwy hill hl hills hls hollow holw inlet inlt island is islands iss isle junction jct key ky keys kys knoll knl knolls knls
		lake lk lakes lks land landing lndg lane ln light lgt loaf lf lock lck locks lodge ldg loop mall manor mnr manors meadow mdw meadows mdws mews mill ml mills mls mission msn
		motorway mtwy mount mt mountain mtn mountains neck nck orchard orch oval ovl overpass opas park prk parks parkway pkwy parkwy pky pass passage psge path pike pine pne pines pnes place pl plain pln plains plns plaza plz
		point pt points pts port prt ports prairie pr radial radl ramp ranch rnch rapid rpd rapids rpds rest rst ridge rdg ridges rdgs river riv road rd roads rds route rte row rue run shoal shl shoals shls
		shore shr shores shrs skyway skwy spring spg springs spgs spur square sq squares sqs station sta stravenue stra stream strm street st str strt streets sts summit smt terrace ter terr throughway trwy
		trace trce track trak trafficway trfy trail trl trails trailer trlr tunnel tunl turnpike tpke underpass upas union un valley vly valleys vlys viaduct via view vw views vws village vlg villages ville vl vista vis walk walks wall way ways wy hgwy hiway bvd well wl wells wls`},
	{directional, `n s e w ne nw se sw north south east west northeast northwest southeast southwest`},
	{unitWord, `apt apartment unit suite ste bldg building bld floor fl flr level lvl room rm lot space spc trailer trlr dept department penthouse ph hangar hngr slip flat pmb msc mailstop lbx lockbox basement bsmt lobby lbby rear piso dpto depto`},
	{stateCode, `al ak az ar ca co ct de dc fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy as gu mp pr vi aa ae ap`},
	{stateWord, `alabama alaska arizona arkansas california colorado connecticut delaware district florida georgia hawaii idaho illinois indiana iowa kansas kentucky louisiana maine
		maryland massachusetts michigan minnesota mississippi missouri montana nebraska nevada new north ohio oklahoma oregon pennsylvania puerto rhode south tennessee texas utah vermont virginia washington west wisconsin wyoming`},
	{monthWord, `january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec
		enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene abr ago dic januar februar juni juli oktober dezember janvier fevrier avril juin juillet aout decembre`},
	{weekdayWord, `monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun lunes martes miercoles jueves viernes sabado domingo`},
	{titleWord, `barr engr alhaji mr mrs ms miss dr prof mx sr sra srta senor senora senorita don dona rev hon capt sgt lt col madame mme mlle monsieur`},
	{particleWord, `de del de la las los da das do dos di van von der den ter te le du y e bin binti ibn al el san st saint mac mc`},
	{generation, `jr sr ii iii iv esq phd md cpa mba rn dds dmd dvm jd aia lcsw msw cfa cfp pmp facs`},
	{companyWord, `inc llc llp ltd corp corporation company co bank wireless mobile telecom communications cellular telephone networks network systems solutions group holdings services partners associates
		technologies technology software university college school institute hospital church foundation association society club committee council ministry agency bureau
		press media band orchestra ensemble quartet news times post journal magazine radio tv studios records insurance financial capital investments realty airlines airways hotel hotels restaurant cafe pharmacy motors energy electric academy elementary preparatory chapel basilica cathedral congregation consulting construction partnership trust brokerage enterprises industries tribe tribes dental clinic realtors properties plumbing roofing landscaping logistics trucking laboratories pte gmbh plc pllc pvt pty sarl srl bhd`},
	{neverName, `hi hello hey dear thanks thank regards best sincerely cheers team all everyone folks sir madam customer customers agent guest caller client clienta cliente subscriber member user
		account number phone mobile cell email mail address service services billing bill balance amount due plan rate feature features line lines card on file order ticket case tracking reference ref
		part please follow up call called message original forwarded sent from to cc bcc subject date re fw fwd attached attachment see note notes the this that these those there here it its he she we they you your
		my our his her their an is are was were be been has have had do does did will would can could may might must shall should and or but if when while as at by for in into of off over out with without about after before
		not no yes ok okay also just only new monday today tomorrow yesterday am pm est edt cst cdt mst mdt pst pdt utc gmt usd us usa uk eu pin ssn dob imei iccid imsi msisdn ban sim id zip code postal prepaid postpaid
		street avenue road apt suite box po buenas buenos tardes dias noches hola estimado estimada gracias saludos atentamente el la los las un una por para con sin su sus numero cuenta telefono direccion correo factura plan saldo nombre
		sales support help desk operations marketing human resources security privacy legal finance accounting engineering care center centre store retail chat transcript report weekly monthly daily annual invoice letter
		america africa asia europe internet web site online page click here login password username microsoft google apple amazon facebook twitter linkedin linux windows android iphone ipad samsung outlook exchange gmail yahoo verizon sprint
		fellow fellows what who where why how which whose let lets any some many most more much each every both few other another such same und mit ist nicht kein keine eine einen einem einer wir auf im zum zur vom et avec pour dans est pas sur della um uma com vous nous votre notre vos nos que qui dans cette leur leurs ils elle elles mais aussi tous toutes christmas easter thanksgiving halloween manager director own next last first second third north south east west looking attached foo bar baz les list lists devel announce announcements digest newsletter newsletters alert alerts notification notifications subscribers users developers maintainers administrator daemon postmaster webmaster info ive weve youve theyve youre theyre youd theyd youll theyll isnt arent wasnt werent dont doesnt didnt cant couldnt wont wouldnt shouldnt havent hasnt hadnt aint thats whats heres theres me helpdesk servicedesk hotline
		ich dann darum heute gestern jetzt dort weil aber doch schon wenn warum dass nun nur sehr auch immer manche`},
	{neverName, brands},
	// Peoples, languages and faiths: words, though English writes them with a capital.
	{inDictionary, `african africans american americans arab arabs asian asians australian australians british briton britons buddhist canadian canadians chinese cuban dutch english european europeans filipino french german germans greek hindu indian indians irish islamic israeli
		italian italians japanese jewish korean latin latino latinos mexican mexicans muslim muslims polish portuguese roman romans russian russians scottish spanish swedish swiss turkish ukrainian vietnamese welsh`},
	{placePrefix, `san santa saint fort fort port mount mt ft los las el la new north south east west lake palm cape grand little big upper lower`},
	{fillerWord, `is was are be the a an of on in at to for with as no num number nbr nr numero file her his their your my our its it this that should would will now following below
		ending ends last four digits es el la su de del un una en con por mm dd yy yyyy please confirm verify reads shows listed given and id code currently still
		customer customers client caller guest user subscriber telefono mr ms mrs`},
	{boxStart, `po p pobox pob post box lock lockbox rr r rt rte route rural star rfd hc hcr general one two three four five six seven eight nine ten psc cmr unit uss usns uscgc usnv usav drawer lbx apartado postfach casilla postbus caixa
		calle c cl cll via viale rue rua avenida avda av carrer plaza pza piazza praca largo ul ulica paseo camino strada corso vicolo chemin quai impasse travessa estrada alameda urb urbanizacion carr carretera residencial condominio ronda rambla calzada carrera jalan jl cours`},
	{phoneWord, `office home work cell cellular mobile fax direct desk landline tel telephone phone voice pager switchboard oficina casa trabajo movil celular fijo`},
	{accountWord, `prepaid postpaid prepago pospago postpago prepagado prepagada pre post`},
	{chatCue, `neighbor neighbour friend colleague cousin brother sister mother father wife husband son daughter spouse customer client clienta cliente caller subscriber member holder user named name called spoke spoken talked
		met contacted emailed phoned with senor senora usuario usuaria titular abonado abonada suscriptor patient tenant employee agent rep attn attention contact guest resident applicant
		partner fiance fiancee boyfriend girlfriend husband's roommate uncle aunt nephew niece grandson granddaughter grandfather grandmother grandma grandpa stepson stepdaughter boss coworker landlord kid child baby mom dad classmate teammate buddy
		actor actress singer songwriter rapper author writer novelist poet director president senator governor mayor judge justice officer detective sergeant lieutenant colonel professor coach attorney lawyer barrister analyst chairman chairwoman ceo cto cfo coo founder cofounder reporter journalist columnist editor nurse teacher
		secretary ambassador congressman congresswoman pope bishop pastor nominee defendant plaintiff vocalist frontman goalkeeper striker midfielder quarterback lobbyist scholar activist blogger biographer translator narrator barrister solicitor chef rapper drummer guitarist bassist pianist violinist composer conductor architect surgeon physician psychologist psychiatrist scientist physicist chemist biologist mathematician historian philosopher economist sociologist anthropologist astronomer geologist playwright comedian filmmaker screenwriter sculptor photographer cartoonist illustrator astronaut correspondent commentator broadcaster spokesman spokeswoman spokesperson billionaire entrepreneur inventor chancellor engineer developer programmer maintainer consultant esposo esposa marido hijo hija hermano hermana amigo amiga vecino vecina doctor doctora`},
}
