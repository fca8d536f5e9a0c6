# A softmax network 64-32-10: the digit on an image of 8 by 8 pixels of 0 to 16.
dim D = 64
dim H = 32
dim K = 10
data  x: real[D], digit: category(K)
param W1: real[H, D], b1: real[H]
param W2: real[K, H], b2: real[K]

h = relu(W1*(x/16) + b1)
z = W2*h + b2

digit ~ categorical(softmax(z))

output probability = softmax(z)
