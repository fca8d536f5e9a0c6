# Softmax knows differences only, and relu passes a positive factor on.
dim H = 4
data x: real[2], y: category(3)
param W1: real[H, 2], b1: real[H], W2: real[3, H], b2: real[3]
y ~ categorical(softmax(W2*relu(W1*x + b1) + b2))
