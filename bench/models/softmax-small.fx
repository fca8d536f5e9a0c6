# Softmax network 2-8-3
dim D = 2, H = 8, K = 3
data x: real[D], y: category(K)
param W1: real[H, D], b1: real[H], W2: real[K, H], b2: real[K]
y ~ categorical(softmax(W2*tanh(W1*x + b1) + b2))
