/// What every journal store promises, one claim each.
public enum StoreClaim: String, CaseIterable, Sendable {
  case aNewStoreIsEmpty
  case whatWasAppendedComesBack
  case everyTileIsThereInEveryWidth
  case aTreeOfThreeLevelsIsKept
  case rangesAreClippedToTheLog
  case aBatchForAnotherSizeIsAConflict
  case anIdentityIsLoggedOnce
  case anIdentityTwiceInOneBatchIsRefused
  case aRefusedBatchLeavesNothing
  case malformedBatchesAreRefused
  case hashesOfATileNeverChange
  case checkpointsOfAllBatchesStay
  case cosignaturesBelongToACheckpoint
  case promisesGoWhenTheyAreKept
  case aPromiseStaysAsFirstMade
  case theLongestLeafFits
  case aRestoredLogTakesNothingUntilConfirmed
  case anInstalledLogIsWholeOrNotThere
  case acknowledgementsAreWorthWhatIsStated
  case everythingIsThereAfterReopening
}
