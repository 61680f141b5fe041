// Package mapi holds what the formats of Outlook share: the tags, types and
// values of properties (MS-OXCDATA, MS-OXPROPS) and their names.
package mapi

import "fmt"

// A Type is the type of a property (MS-OXCDATA 2.11.1).
type Type uint16

// Types of properties.
const (
	TypeUnspecified Type = 0x0000
	TypeNull        Type = 0x0001
	TypeInt16       Type = 0x0002
	TypeInt32       Type = 0x0003
	TypeFloat32     Type = 0x0004
	TypeFloat64     Type = 0x0005
	TypeCurrency    Type = 0x0006
	TypeAppTime     Type = 0x0007
	TypeErrorCode   Type = 0x000a
	TypeBool        Type = 0x000b
	TypeObject      Type = 0x000d
	TypeInt64       Type = 0x0014
	TypeString8     Type = 0x001e
	TypeString      Type = 0x001f
	TypeTime        Type = 0x0040
	TypeGUID        Type = 0x0048
	TypeServerID    Type = 0x00fb
	TypeRestriction Type = 0x00fd
	TypeRuleAction  Type = 0x00fe
	TypeBinary      Type = 0x0102

	multiValue Type = 0x1000
)

// Multi reports whether a property of type t has many values.
func (t Type) Multi() bool { return t&multiValue != 0 }

// Single returns the type of one value of type t.
func (t Type) Single() Type { return t &^ multiValue }

// Size returns the bytes of a value of type t, or 0 if they vary.
func (t Type) Size() int {
	switch t {
	case TypeBool:
		return 1
	case TypeInt16:
		return 2
	case TypeInt32, TypeFloat32, TypeErrorCode:
		return 4
	case TypeFloat64, TypeCurrency, TypeAppTime, TypeInt64, TypeTime:
		return 8
	case TypeGUID:
		return 16
	}
	return 0
}

// A Tag is the number of a property: its identifier, and its type in the lower half.
type Tag uint32

// NewTag returns the tag of an identifier and a type.
func NewTag(id uint16, t Type) Tag { return Tag(id)<<16 | Tag(t) }

// ID returns the identifier.
func (t Tag) ID() uint16 { return uint16(t >> 16) }

// Type returns the type.
func (t Tag) Type() Type { return Type(t) }

// Named reports whether the identifier stands for a name, which each store gives out anew.
func (t Tag) Named() bool { return t.ID() >= 0x8000 && t.ID() != 0xffff }

// String returns the tag as 0x and eight digits.
func (t Tag) String() string { return fmt.Sprintf("0x%08x", uint32(t)) }

// Identifiers of properties (MS-OXPROPS 2).
const (
	MessageClass            uint16 = 0x001a
	Subject                 uint16 = 0x0037
	ClientSubmitTime        uint16 = 0x0039
	SentRepresentingName    uint16 = 0x0042
	StartDate               uint16 = 0x0060
	EndDate                 uint16 = 0x0061
	SentRepresentingType    uint16 = 0x0064
	SentRepresentingEmail   uint16 = 0x0065
	ConversationTopic       uint16 = 0x0070
	TransportMessageHeaders uint16 = 0x007d
	RecipientType           uint16 = 0x0c15
	SenderName              uint16 = 0x0c1a
	SenderAddressType       uint16 = 0x0c1e
	SenderEmailAddress      uint16 = 0x0c1f
	DisplayBcc              uint16 = 0x0e02
	DisplayCc               uint16 = 0x0e03
	DisplayTo               uint16 = 0x0e04
	MessageDeliveryTime     uint16 = 0x0e06
	MessageFlags            uint16 = 0x0e07
	MessageSize             uint16 = 0x0e08
	HasAttachments          uint16 = 0x0e1b
	AttachSize              uint16 = 0x0e20
	Body                    uint16 = 0x1000
	RTFCompressed           uint16 = 0x1009
	HTML                    uint16 = 0x1013
	InternetMessageID       uint16 = 0x1035
	DisplayName             uint16 = 0x3001
	AddressType             uint16 = 0x3002
	EmailAddress            uint16 = 0x3003
	Comment                 uint16 = 0x3004
	CreationTime            uint16 = 0x3007
	LastModificationTime    uint16 = 0x3008
	ContentCount            uint16 = 0x3602
	ContainerClass          uint16 = 0x3613
	AttachData              uint16 = 0x3701
	AttachExtension         uint16 = 0x3703
	AttachFilename          uint16 = 0x3704
	AttachMethod            uint16 = 0x3705
	AttachLongFilename      uint16 = 0x3707
	AttachPathname          uint16 = 0x3708
	AttachLongPathname      uint16 = 0x370d
	AttachMIMETag           uint16 = 0x370e
	AttachContentID         uint16 = 0x3712
	AttachContentLocation   uint16 = 0x3713
	AttachFlags             uint16 = 0x3714
	SMTPAddress             uint16 = 0x39fe
	InternetCodepage        uint16 = 0x3fde
	MessageLocaleID         uint16 = 0x3ff1
	MessageCodepage         uint16 = 0x3ffd
	SenderSMTPAddress       uint16 = 0x5d01
	Password                uint16 = 0x67ff
	AttachmentHidden        uint16 = 0x7ffe
)

// Methods of attachments (MS-OXCMSG 2.2.2.9).
const (
	AttachNone        = 0
	AttachByValue     = 1
	AttachByReference = 2
	AttachByRefReslv  = 3
	AttachByRefOnly   = 4
	AttachEmbedded    = 5
	AttachOLE         = 6
	AttachByWebRef    = 7
)
