# One logit fixed, and a penalty on the weights: nothing is left free.
data x: real[2], y: category(3)
param W: real[3, 2], b: real[2]
y ~ categorical(softmax(W*x + [0, b[1], b[2]]))
penalty 0.1*sum(W.^2)
