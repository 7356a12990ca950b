package dev.quayside.ui.model;

import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Optional;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

/** Puts structure into lines, without loading anything that a body refers to. Empty: it is not well-formed. */
final class Indent {

	private static final String STEP = "  ";
	private static final int MAX_DEPTH = 500;

	private Indent() {}

	static Optional<String> json(String text) {
		StringWriter out = new StringWriter();
		try (JsonReader reader = new JsonReader(new StringReader(text)); JsonWriter writer = new JsonWriter(out)) {
			writer.setIndent(STEP);
			while (reader.peek() != JsonToken.END_DOCUMENT) {
				copy(reader, writer);
			}
			return Optional.of(out.toString());
		} catch (IOException | IllegalStateException | NumberFormatException e) {
			return Optional.empty();
		}
	}

	private static void copy(JsonReader reader, JsonWriter writer) throws IOException {
		switch (reader.peek()) {
			case BEGIN_ARRAY -> {
				reader.beginArray();
				writer.beginArray();
			}
			case END_ARRAY -> {
				reader.endArray();
				writer.endArray();
			}
			case BEGIN_OBJECT -> {
				reader.beginObject();
				writer.beginObject();
			}
			case END_OBJECT -> {
				reader.endObject();
				writer.endObject();
			}
			case NAME -> writer.name(reader.nextName());
			case STRING -> writer.value(reader.nextString());
			case NUMBER -> writer.jsonValue(reader.nextString());
			case BOOLEAN -> writer.value(reader.nextBoolean());
			case NULL -> {
				reader.nextNull();
				writer.nullValue();
			}
			default -> throw new IllegalStateException("The end comes too early");
		}
	}

	static Optional<String> xml(String text) {
		StringWriter out = new StringWriter();
		try {
			XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
			factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
			factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
			factory.setProperty(XMLInputFactory.IS_COALESCING, true);
			XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
			XMLStreamWriter writer = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
			int depth = 0;
			boolean afterText = false;
			for (int event = reader.getEventType(); event != XMLStreamConstants.END_DOCUMENT; event = reader.next()) {
				if (event == XMLStreamConstants.END_ELEMENT) {
					depth--;
				}
				boolean isText = event == XMLStreamConstants.CHARACTERS;
				boolean closesText = event == XMLStreamConstants.END_ELEMENT && afterText;
				if (!isText && !closesText && event != XMLStreamConstants.START_DOCUMENT) {
					line(out, writer, depth);
				}
				copy(reader, event, writer);
				if (event == XMLStreamConstants.START_ELEMENT && ++depth > MAX_DEPTH) {
					return Optional.empty();
				}
				afterText = isText && !reader.getText().isBlank() || event == XMLStreamConstants.START_ELEMENT;
			}
			writer.flush();
			return Optional.of(out.toString().stripLeading());
		} catch (XMLStreamException e) {
			return Optional.empty();
		}
	}

	private static void line(StringWriter out, XMLStreamWriter writer, int depth) throws XMLStreamException {
		writer.writeCharacters("\n" + STEP.repeat(depth));
	}

	private static void copy(XMLStreamReader reader, int event, XMLStreamWriter writer) throws XMLStreamException {
		switch (event) {
			case XMLStreamConstants.START_DOCUMENT -> {
				if (reader.getVersion() != null) {
					writer.writeStartDocument(reader.getVersion());
				}
			}
			case XMLStreamConstants.START_ELEMENT -> start(reader, writer);
			case XMLStreamConstants.END_ELEMENT -> writer.writeEndElement();
			case XMLStreamConstants.CHARACTERS -> {
				if (!reader.getText().isBlank()) {
					writer.writeCharacters(reader.getText());
				}
			}
			case XMLStreamConstants.COMMENT -> writer.writeComment(reader.getText());
			case XMLStreamConstants.PROCESSING_INSTRUCTION -> writer.writeProcessingInstruction(reader.getPITarget(),
					reader.getPIData() == null ? "" : reader.getPIData());
			default -> throw new XMLStreamException("Document types are not read");
		}
	}

	private static void start(XMLStreamReader reader, XMLStreamWriter writer) throws XMLStreamException {
		String prefix = reader.getPrefix() == null ? "" : reader.getPrefix();
		String namespace = reader.getNamespaceURI() == null ? "" : reader.getNamespaceURI();
		writer.writeStartElement(prefix, reader.getLocalName(), namespace);
		for (int i = 0; i < reader.getNamespaceCount(); i++) {
			String name = reader.getNamespacePrefix(i);
			String uri = reader.getNamespaceURI(i) == null ? "" : reader.getNamespaceURI(i);
			if (name == null || name.isEmpty()) {
				writer.writeDefaultNamespace(uri);
			} else {
				writer.writeNamespace(name, uri);
			}
		}
		for (int i = 0; i < reader.getAttributeCount(); i++) {
			String attributePrefix = reader.getAttributePrefix(i);
			if (attributePrefix == null || attributePrefix.isEmpty()) {
				writer.writeAttribute(reader.getAttributeLocalName(i), reader.getAttributeValue(i));
			} else {
				writer.writeAttribute(attributePrefix, reader.getAttributeNamespace(i),
						reader.getAttributeLocalName(i), reader.getAttributeValue(i));
			}
		}
	}
}
