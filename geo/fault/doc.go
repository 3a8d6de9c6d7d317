// Package fault is mitte's one error type: a closed list of kinds, a stable code, a message that is safe to show and
// a cause that is not.
//
// Every room returns *Error or wraps a foreign error with Wrap; api turns the kind into an HTTP status in one table.
// Errors are recognised by kind or code, never by text. What a code reads in German or English is the business of api
// and webmap, not of this package.
//
//	if err != nil {
//		return fault.Wrap("place.Parcel", err)
//	}
package fault
