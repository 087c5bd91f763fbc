// Refusals of money that moves: the wallet, funding, payouts, sales, revenue, returns.
extension RejectionRows {
  static let treasury = """
    critical-missing treasury
    d0 committee wallet ~"critical":true~"critical":false

    role (a wallet by the administrator) treasury
    d0 admin wallet

    role (funding by a provider) treasury
    d0 committee wallet
    d0 @alice receive

    role (a payout by a provider) treasury
    d0 committee wallet
    d0 @alice prepare

    role (a return by a stranger) treasury
    d0 committee wallet
    d0 @bob prepare purpose=return totals=

    treasury-missing
    d0 committee wallet

    treasury-missing (a transfer)
    d0 admin receive

    wallet-missing treasury
    d0 admin receive

    wallet-missing (a payout) treasury
    d0 admin prepare

    wallet-taken treasury
    d0 committee wallet
    d0 committee wallet address=@other

    wallet-keys (a member twice) treasury
    d0 committee wallet members=&s1,&s1

    wallet-keys (nobody) treasury
    d0 committee wallet threshold=0

    wallet-keys (more than there are) treasury
    d0 committee wallet threshold=4

    wallet-keys (another algorithm) treasury
    d0 committee wallet members=%m1,&s1

    id-taken (a request) treasury
    d0 committee wallet
    d0 admin request
    d0 admin request

    funding-buffer treasury
    d0 committee wallet
    d0 admin request buffer=100001

    funding-request treasury
    d0 committee wallet
    d0 admin request uakt=550001

    request-unknown treasury
    d0 committee wallet
    d0 admin receive request=r1

    amount-empty treasury
    d0 committee wallet
    d0 admin receive uakt=0

    id-taken (a tranche) treasury
    d0 committee wallet
    d0 admin receive
    d0 admin receive transaction=#tx2

    transfer-known treasury
    d0 committee wallet
    d0 admin receive
    d0 admin receive tranche=t2

    transfer-known (as revenue) treasury
    d0 committee wallet
    d0 admin receive
    d0 admin revenue transaction=#tx1 payer=@pool

    transfer-known (a block's own, twice) treasury
    d0 committee wallet
    d0 admin receive transaction='0000000000000000000000000000000000000000000000000000000000000000
    d0 admin receive transaction='0000000000000000000000000000000000000000000000000000000000000000 \
    tranche=t2

    transfer-counterparty treasury
    d0 committee wallet
    d0 admin explain counterparty=null

    transfer-counterparty (of a fee) treasury
    d0 committee wallet
    d0 admin receive
    d0 admin explain direction=fee

    payouts-halted treasury
    d0 committee wallet
    d0 committee halt what=payouts
    d0 admin prepare

    payouts-halted (a sale) treasury
    d0 committee wallet
    d0 committee halt what=payouts
    d0 admin sell

    line-beyond (the journal's size) treasury
    d0 committee wallet
    d0 admin prepare size=4

    payout-undecided ready
    d10 admin prepare
    d10 admin prepare batch=2 signBytes=#sign2 sequence=6

    payout-batch ready
    d10 admin prepare batch=2

    payout-batch (paid) ready
    d10 admin prepare
    d10 admin confirm
    d10 admin prepare signBytes=#sign2 sequence=6

    payout-altered ready
    d10 admin prepare
    d10 admin fail
    d10 admin prepare signBytes=#sign2 sequence=6 contents=#else

    payout-altered (in what is settled) ready
    d10 admin prepare
    d10 admin fail
    d10 admin prepare signBytes=#sign2 sequence=6 totals=liquidity:usd:49:25

    payout-altered (a return in its place) ready
    d10 admin prepare
    d10 admin fail
    d10 admin prepare signBytes=#sign2 sequence=6 purpose=return totals=

    payout-known ready
    d10 admin prepare
    d10 admin fail
    d10 admin prepare sequence=6

    payout-known (a transaction) ready
    d10 admin prepare
    d10 admin signpay
    d10 admin signpay

    payout-sequence ready
    d10 admin prepare
    d10 admin fail
    d10 admin prepare signBytes=#sign2

    payout-timeout ready
    d10 admin prepare timeout=699

    payout-timeout (too late) ready
    d10 admin prepare timeout=144101

    payout-empty ready
    d10 admin prepare outputs=0

    payout-unknown ready
    d10 admin signpay

    payout-unknown (expired) ready
    d10 admin expire

    payout-decided ready
    d10 admin prepare
    d10 admin confirm
    d10 admin fail transaction=#paytx2

    payout-nodes ready
    d10 admin prepare
    d10 admin confirm nodes=n1

    payout-nodes (one twice) ready
    d10 admin prepare
    d10 admin confirm nodes=n1,n1

    payout-height ready
    d10 admin prepare
    d10 admin confirm height=1001

    payout-height (another sequence) ready
    d10 admin prepare
    d10 admin confirm sequence=6

    payout-code ready
    d10 admin prepare
    d10 admin fail code=0

    payout-proof ready
    d10 admin prepare
    d10 admin expire through=1000

    payout-proof (nothing) ready
    d10 admin prepare
    d10 admin expire from=null through=null

    payout-proof (both) ready
    d10 admin prepare
    d10 admin expire usedBy=#sign9 transaction=#tx9 code=0 height=400

    payout-proof (its own sign bytes) ready
    d10 admin prepare
    d10 admin expire from=null through=null usedBy=#sign1 transaction=#tx9 code=0 height=400

    payout-proof (what ran outside is not explained) ready
    d10 admin prepare
    d10 admin expire from=null through=null usedBy=#sign9 transaction=#tx9 code=0 height=400

    payout-decided (it is explained) ready
    d10 admin prepare
    d10 admin explain direction=fee counterparty=null uakt=0 transaction=#tx9
    d10 admin expire from=null through=null usedBy=#sign9 transaction=#tx9 code=0 height=400
    d10 admin expire

    payout-proof (an attempt whose inclusion is not recorded) ready
    d10 admin prepare
    d10 admin expire
    d10 admin prepare signBytes=#sign2
    d10 admin expire signBytes=#sign2 from=null through=null usedBy=#sign1 transaction=#paytx \
    code=0 height=500

    payout-batch (a false proof was overruled) ready
    d10 admin prepare
    d10 admin expire
    d10 admin prepare signBytes=#sign2
    d10 admin confirm
    d10 admin expire signBytes=#sign2 from=null through=null usedBy=#sign1 transaction=#paytx \
    code=0 height=500
    d10 admin prepare signBytes=#sign3 sequence=6

    payout-totals ready
    d10 admin prepare totals=

    payout-totals (not what is sent) ready
    d10 admin prepare uakt=26

    payout-totals (no price) ready
    d10 admin prepare price=null

    payout-totals (twice) ready
    d10 admin prepare uakt=24 totals=liquidity:usd:25:12,liquidity:usd:25:12

    payout-totals (a return that settles) ready
    d10 admin prepare purpose=return

    payout-worth ready
    d10 admin prepare uakt=26 totals=liquidity:usd:50:26

    payout-worth (in uakt) ready
    d10 admin prepare uakt=26 totals=liquidity:uakt:50:26

    payout-beyond-matured ready
    d10 admin prepare totals=liquidity:usd:51:25

    payout-beyond-matured (before its hold is over) ready
    d9 admin prepare

    payout-beyond-matured (twice) ready
    d10 admin prepare
    d10 admin confirm
    d10 admin prepare batch=2 signBytes=#sign2 sequence=6

    payout-beyond-matured (another currency) ready
    d10 admin prepare uakt=25 totals=liquidity:uakt:25:25

    payout-beyond-matured (after a sale) ready
    d10 admin sell
    d10 admin prepare

    pool-unknown (a payout) ready
    d10 admin prepare totals=nowhere:usd:50:25

    wallet-short (a payout) ready
    d10 admin prepare fee=999976

    wallet-short (a transfer) treasury
    d0 committee wallet
    d0 admin explain direction=out

    wallet-short (a sale) ready
    d10 admin sell gasFee=999971

    return-owed ready
    d10 admin prepare purpose=return totals= uakt=10

    return-owed (no price) ready
    d10 admin prepare purpose=return totals= uakt=10 price=null

    transfer-known (a payment's fee) ready
    d10 admin explain transaction=#paytx direction=fee counterparty=null
    d10 admin prepare
    d10 admin confirm

    transfer-known (a payment's output) ready
    d10 admin prepare
    d10 admin confirm
    d10 admin explain transaction=#paytx direction=out

    sale-amounts ready
    d10 admin sell uakt=0

    sale-fee ready
    d10 admin sell fee=61

    sale-reason ready
    d10 admin sell method=exchange

    sale-price ready
    d10 admin sell proceeds=0 fee=0 paidOut=0

    sale-paid-out ready
    d10 admin sell paidOut=51

    sale-paid-out (beyond what is at hand) ready
    d10 admin sell fee=11

    payout-beyond-matured (by a sale) ready
    d9 admin sell

    id-taken (a sale) ready
    d10 admin sell
    d10 admin sell transaction=#saletx2

    transfer-known (a sale's) ready
    d10 admin sell
    d10 admin sell sale=s2 paidOut=0

    revenue-amounts treasury
    d0 committee wallet
    d0 admin agree
    d2 admin earn refunded=10001

    revenue-without-terms treasury
    d0 committee wallet
    d2 admin earn

    revenue-without-terms (of another host) treasury
    d0 committee wallet
    d0 admin agree host=@bob
    d2 admin earn

    revenue-overlap treasury
    d0 committee wallet
    d0 admin agree
    d2 admin earn
    d2 admin earn from=d1+86399 until=d3

    span-empty (revenue) treasury
    d0 committee wallet
    d0 admin agree
    d2 admin earn until=d1

    amount-empty (revenue) treasury
    d0 committee wallet
    d0 admin revenue uakt=0

    transfer-known (revenue) treasury
    d0 committee wallet
    d0 admin revenue
    d0 admin revenue

    blob-computed-input (a plan) ready
    d10 admin prepare
    d10 committee withdrawblob digest=#plan

    funding-exceeded treasury
    d0 admin sign

    funding-exceeded (a campaign) treasury
    d0 admin open

    funding-exceeded (beyond what was received) treasury
    d0 committee wallet
    d0 admin receive uakt=1000000
    d0 admin open cap=2000001
    """

  /// A statement of 50 micro-dollars vested, payable from day 10, and a wallet of 1 AKT.
  static let ready = [
    "d0 committee wallet", "d0 admin receive", "d2 admin freeze", "d2 admin state",
  ]
}
