# Softmax network 784-128-10
dim D = 784, H = 128, K = 10
data x: real[D], y: category(K)
param W1: real[H, D], b1: real[H], W2: real[K, H], b2: real[K]
y ~ categorical(softmax(W2*relu(W1*x + b1) + b2))
