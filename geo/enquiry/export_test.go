package enquiry

// Statements are all of this room, for the test that prepares them.
var Statements = map[string]string{
	"sqlAs": sqlAs, "sqlInsertEnquiry": sqlInsertEnquiry, "sqlInsertContent": sqlInsertContent, "sqlNextNumber": sqlNextNumber,
	"sqlReceive": sqlReceive, "sqlFollow": sqlFollow, "sqlMessages": sqlMessages, "sqlInsertMessage": sqlInsertMessage,
	"sqlLockEnquiry": sqlLockEnquiry, "sqlSetStatus": sqlSetStatus, "sqlProofNow": sqlProofNow, "sqlSpendProof": sqlSpendProof,
	"sqlStaleUnconfirmed": sqlStaleUnconfirmed, "sqlOverdueForgetting": sqlOverdueForgetting, "sqlForgetMessages": sqlForgetMessages,
	"sqlForgetContent": sqlForgetContent, "sqlDropProofs": sqlDropProofs,
	"sqlLines": sqlLines, "sqlContent": sqlContent, "sqlDuplicates": sqlDuplicates, "sqlSimilar": sqlSimilar,
	"sqlCountInbox": sqlCountInbox, "sqlHold": sqlHold, "sqlKnown": sqlKnown, "sqlAssign": sqlAssign, "sqlHandOver": sqlHandOver,
	"sqlSettle": sqlSettle, "sqlFirstAnswer": sqlFirstAnswer, "sqlForwardTo": sqlForwardTo, "sqlMergeInto": sqlMergeInto,
	"sqlEntered": sqlEntered, "sqlCounts": sqlCounts,
	"sqlSpaceAs": sqlSpaceAs, "sqlSpaceID": sqlSpaceID, "sqlInsertSpace": sqlInsertSpace, "sqlInsertSpaceContact": sqlInsertSpaceContact,
	"sqlSurveySpace": sqlSurveySpace, "sqlNamedAreas": sqlNamedAreas, "sqlConfirmSpace": sqlConfirmSpace, "sqlSpaces": sqlSpaces,
	"sqlLockSpace": sqlLockSpace, "sqlSetSpace": sqlSetSpace, "sqlProlongSpace": sqlProlongSpace, "sqlSpaceContact": sqlSpaceContact,
	"sqlWeights": sqlWeights, "sqlCandidates": sqlCandidates, "sqlUnitKnown": sqlUnitKnown, "sqlSpacesToRemind": sqlSpacesToRemind,
	"sqlInsertSearch": sqlInsertSearch, "sqlSameSearches": sqlSameSearches, "sqlSearchFilter": sqlSearchFilter, "sqlKnownUnits": sqlKnownUnits,
	"sqlSearches": sqlSearches, "sqlForgetWaiting": sqlForgetWaiting, "sqlTakeBatch": sqlTakeBatch, "sqlSearchTold": sqlSearchTold,
	"sqlBatchUnits": sqlBatchUnits, "sqlForgetOfBatch": sqlForgetOfBatch, "sqlOverSearches": sqlOverSearches,
	"sqlAskedThing": sqlAskedThing, "sqlSavedSearch": sqlSavedSearch, "sqlEraseUnconfirmed": sqlEraseUnconfirmed,
	"sqlEraseEnquiries": sqlEraseEnquiries, "sqlEraseSpaces": sqlEraseSpaces, "sqlEraseSearches": sqlEraseSearches,
	"sqlSpacesToExpire": sqlSpacesToExpire, "sqlStaleSpaces": sqlStaleSpaces, "sqlOverSpaces": sqlOverSpaces,
}
