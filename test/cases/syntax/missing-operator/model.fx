param w: real
loss 3 4
loss w + (2 3)
loss [1 2]
