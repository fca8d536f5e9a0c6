# A network of one hidden layer.
dim D = 4
dim H = 8
dim K = 3
data  x: real[D], y: category(K)
param W1: real[H, D], b1: real[H], W2: real[K, H], b2: real[K]

y ~ categorical(softmax(W2*relu(W1*x + b1) + b2))
