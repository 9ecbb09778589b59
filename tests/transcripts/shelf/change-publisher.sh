# Stands for an editor: changes one line of the file that it is given.
sed 's/- Doubleday/- Doubleday and Company/' "$1" > changed.yaml
cat changed.yaml > "$1"
rm changed.yaml
