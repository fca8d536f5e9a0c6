# A softmax network of one hidden layer: the species of an iris from four lengths (cm).
dim H = 8
data  sepal_length: real, sepal_width: real, petal_length: real, petal_width: real
data  species: category(3)
param W1: real[H, 4], b1: real[H]
param W2: real[3, H], b2: real[3]
hyper decay: positive = 0.001

# Features near 0 and of unit size keep the steps of all weights alike.
x = [(sepal_length - 5.84)/0.83, (sepal_width - 3.06)/0.43,
     (petal_length - 3.76)/1.76, (petal_width - 1.20)/0.76]
h = relu(W1*x + b1)
z = W2*h + b2

species ~ categorical(softmax(z))
penalty decay * (sum(W1.^2) + sum(W2.^2))

output probability = softmax(z)
