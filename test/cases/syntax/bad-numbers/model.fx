loss 1.2.3
loss 0xFF + 1
loss 1_000
loss 2e+x
loss 1e400
loss 1e-400
loss 1..2
